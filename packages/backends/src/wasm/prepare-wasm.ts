import {
  BatchMatMul,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  UnsortedSegmentSum,
} from "@tensorflow/tfjs-core";
import { replaceKernel, supplyKernel } from "../register-kernel.js";
import { batchMatMul } from "./batch-mat-mul.js";
import { conv2dFilterGradient } from "./conv2d-filter-gradient.js";
import { conv2dInputGradient } from "./conv2d-input-gradient.js";
import { depthwiseFilterGradient } from "./depthwise-filter-gradient.js";
import { depthwiseInputGradient } from "./depthwise-input-gradient.js";
import { unsortedSegmentSum } from "./unsorted-segment-sum.js";

/** Registers the kernels of this folder with the wasm backend, which must have been imported. */
export function prepareWasm(): void {
  replaceKernel("wasm", BatchMatMul, batchMatMul);
  replaceKernel("wasm", Conv2DBackpropInput, () => conv2dInputGradient);
  supplyKernel("wasm", Conv2DBackpropFilter, conv2dFilterGradient);
  supplyKernel("wasm", DepthwiseConv2dNativeBackpropFilter, depthwiseFilterGradient);
  supplyKernel("wasm", DepthwiseConv2dNativeBackpropInput, depthwiseInputGradient);
  supplyKernel("wasm", UnsortedSegmentSum, unsortedSegmentSum);
}
