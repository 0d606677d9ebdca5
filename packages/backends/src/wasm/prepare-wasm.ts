import {
  BatchMatMul,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  getKernel,
  type KernelFunc,
  registerKernel,
  UnsortedSegmentSum,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import { batchMatMul } from "./batch-mat-mul.js";
import { conv2dFilterGradient } from "./conv2d-filter-gradient.js";
import { conv2dInputGradient } from "./conv2d-input-gradient.js";
import { depthwiseFilterGradient } from "./depthwise-filter-gradient.js";
import { depthwiseInputGradient } from "./depthwise-input-gradient.js";
import { unsortedSegmentSum } from "./unsorted-segment-sum.js";

const ours = new WeakSet<KernelFunc>();

/** Registers the kernels of this folder with the wasm backend, which must have been imported. */
export function prepareWasm(): void {
  replace(BatchMatMul, batchMatMul);
  replace(Conv2DBackpropInput, () => conv2dInputGradient);
  supply(Conv2DBackpropFilter, conv2dFilterGradient);
  supply(DepthwiseConv2dNativeBackpropFilter, depthwiseFilterGradient);
  supply(DepthwiseConv2dNativeBackpropInput, depthwiseInputGradient);
  supply(UnsortedSegmentSum, unsortedSegmentSum);
}

/** Adds a kernel that wasm lacks; a later tfjs that has it keeps its own. */
function supply(kernelName: string, kernelFunc: KernelFunc): void {
  if (!getKernel(kernelName, "wasm")) registerKernel({ kernelName, backendName: "wasm", kernelFunc });
}

/** Puts `wrap(original)` in the place of a kernel that wasm has. */
function replace(kernelName: string, wrap: (original: KernelFunc) => KernelFunc): void {
  const original = getKernel(kernelName, "wasm");
  if (!original || ours.has(original.kernelFunc)) return;
  const kernelFunc = wrap(original.kernelFunc);
  ours.add(kernelFunc);
  unregisterKernel(kernelName, "wasm");
  registerKernel({ ...original, kernelFunc });
}
