import type { Tensor } from "@tensorflow/tfjs-core";
import { fixedVarianceGaussian } from "../reconstruction/fixed-variance-gaussian.js";
import type { Likelihood } from "./likelihood.js";
import { rangeOfMean } from "./range-of-mean.js";

export interface GaussianOptions {
  /** `σ²`, above 0. Default 1. */
  readonly variance?: number;
  /** From the decoder's output to the mean: the sigmoid for data in [0, 1]. Default: the output is the mean. */
  readonly mean?: (output: Tensor) => Tensor;
}

/** `N(mean(output), σ² I)` with a fixed variance. */
export function gaussian({ variance = 1, mean = (output) => output }: GaussianOptions = {}): Likelihood {
  const loss = fixedVarianceGaussian({ variance });
  return { ...rangeOfMean("gaussian", mean), negativeLog: (output, x) => loss.perExample(mean(output), x), mean };
}
