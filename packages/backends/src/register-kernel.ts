import { getKernel, type KernelFunc, registerKernel, unregisterKernel } from "@tensorflow/tfjs-core";

const ours = new WeakSet<KernelFunc>();

/** Adds a kernel that a backend lacks; a later tfjs that has it keeps its own. */
export function supplyKernel(backendName: string, kernelName: string, kernelFunc: KernelFunc): void {
  if (!getKernel(kernelName, backendName)) registerKernel({ kernelName, backendName, kernelFunc });
}

/** Puts `wrap(original)` in the place of a kernel that a backend has, once. */
export function replaceKernel(
  backendName: string,
  kernelName: string,
  wrap: (original: KernelFunc) => KernelFunc,
): void {
  const original = getKernel(kernelName, backendName);
  if (!original || ours.has(original.kernelFunc)) return;
  const kernelFunc = wrap(original.kernelFunc);
  ours.add(kernelFunc);
  unregisterKernel(kernelName, backendName);
  registerKernel({ ...original, kernelFunc });
}
