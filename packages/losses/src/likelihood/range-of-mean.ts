import { sigmoid, type Tensor, tanh } from "@tensorflow/tfjs-core";
import type { Likelihood } from "./likelihood.js";

/** Likelihoods for data anywhere, for errors. */
export const ANY_VALUE = "`gaussian()` or `new LearnedGaussian()`";

interface Bounds {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly inverse: (mean: number) => number;
}

const bounds = new Map<(output: Tensor) => Tensor, Bounds>([
  [sigmoid, { name: "sigmoid", least: 0, most: 1, inverse: (mean) => Math.log(mean / (1 - mean)) }],
  [tanh, { name: "tanh", least: -1, most: 1, inverse: Math.atanh }],
]);

/**
 * The range of data that means of this form can reach, and the output that has a mean, where the function is known to have bounds: tfjs'
 * `sigmoid` and `tanh`.
 */
export function rangeOfMean(of: string, mean: (output: Tensor) => Tensor): Pick<Likelihood, "dataRange" | "outputAt"> {
  const known = bounds.get(mean);
  if (!known) return {};
  const { name, least, most, inverse } = known;
  const margin = 0.01 * (most - least);
  return {
    dataRange: { of: `${of} of the ${name}`, least, most, otherwise: ANY_VALUE },
    outputAt: (value) => inverse(Math.min(Math.max(value, least + margin), most - margin)),
  };
}
