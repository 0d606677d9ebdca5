import { addN, type KernelFunc, type Tensor, tidy } from "@tensorflow/tfjs-core";

/** Buffers that a shader may read on every device, beside the one that it writes. */
const MOST_INPUTS = 7;

/** Sum of any number of tensors; tfjs' kernel binds all of them at once, and writes nothing where they are too many. */
export function addMany(original: KernelFunc): KernelFunc {
  return (call) => {
    const tensors = Object.values(call.inputs) as Tensor[];
    if (tensors.length <= MOST_INPUTS) return original(call);
    return tidy(() => addN([addN(tensors.slice(0, MOST_INPUTS)), ...tensors.slice(MOST_INPUTS)]));
  };
}
