import { addN, type KernelFunc, type Tensor, tidy } from "@tensorflow/tfjs-core";

/** Tensors that a shader may read on every device. */
const MOST_INPUTS = 7;

/**
 * Sum of any number of tensors, a few at a time. Of more than the device allows, tfjs' webgpu kernel computes nothing, and
 * its webgl kernel does not free what it computes on the way.
 */
export function addMany(original: KernelFunc): KernelFunc {
  return (call) => {
    const tensors = Object.values(call.inputs) as Tensor[];
    if (tensors.length <= MOST_INPUTS) return original(call);
    return tidy(() => addN([addN(tensors.slice(0, MOST_INPUTS)), ...tensors.slice(MOST_INPUTS)]));
  };
}
