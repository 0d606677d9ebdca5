import type { DataRange } from "@genlab/core";
import { sigmoid, type Tensor, tanh } from "@tensorflow/tfjs-core";

/** Likelihoods for data anywhere, for errors. */
export const ANY_VALUE = "`gaussian()` or `new LearnedGaussian()`";

const bounds = new Map<(output: Tensor) => Tensor, readonly [least: number, most: number]>([
  [sigmoid, [0, 1]],
  [tanh, [-1, 1]],
]);

/** The range of data that means of this form can reach, where the function is known to have bounds: tfjs' `sigmoid` and `tanh`. */
export function rangeOfMean(of: string, mean: (output: Tensor) => Tensor): { readonly dataRange?: DataRange } {
  const [least, most] = bounds.get(mean) ?? [];
  if (least === undefined || most === undefined) return {};
  return {
    dataRange: { of: `${of} of the ${mean === sigmoid ? "sigmoid" : "tanh"}`, least, most, otherwise: ANY_VALUE },
  };
}
