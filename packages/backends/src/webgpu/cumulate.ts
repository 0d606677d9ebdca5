import { type CumsumAttrs, type cumsum, type KernelFunc, reverse, type Tensor, tidy } from "@tensorflow/tfjs-core";

/**
 * Cumulative sum or product, backwards as the forward one of the reversed axis: tfjs' shader for backwards has the length
 * of the axis written into it, and is used again for axes of other lengths.
 */
export function cumulate(original: KernelFunc, forwards: typeof cumsum): KernelFunc {
  return (call) => {
    const { axis, exclusive, reverse: backwards } = call.attrs as unknown as CumsumAttrs;
    if (!backwards) return original(call);
    const { x } = call.inputs as { x: Tensor };
    return tidy(() => reverse(forwards(reverse(x, axis), axis, exclusive), axis));
  };
}
