import { optionsOf, refuseUnknown, requireFunctions, requireTensor } from "@genlab/core";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { fixedVarianceGaussian } from "../reconstruction/fixed-variance-gaussian.js";
import type { Likelihood } from "./likelihood.js";
import { rangeOfMean } from "./range-of-mean.js";

export interface GaussianOptions {
  /** `σ²`, above 0. Default 1. */
  readonly variance?: number;
  /** From the decoder's output to the mean: the sigmoid for data in [0, 1]. Default: the output is the mean. */
  readonly mean?: (output: Tensor) => Tensor;
}

/**
 * `N(mean(output), σ² I)` with a fixed variance.
 *
 * @throws GenlabError for a variance that is not above 0, a mean that is no function, and options that it does not have.
 */
export function gaussian(options: GaussianOptions = {}): Likelihood {
  const { variance = 1, mean = (output: Tensor) => output, ...others } = optionsOf("gaussian", options);
  refuseUnknown("gaussian", others, { variance, mean });
  requireFunctions("gaussian", { mean }, "sigmoid");
  const loss = fixedVarianceGaussian({ variance });
  return {
    ...rangeOfMean("gaussian", mean),
    negativeLog(output, x) {
      checkShapes("gaussian", { output, x });
      return tidy(() => loss.perExample(mean(output), x));
    },
    mean(output) {
      requireTensor("gaussian", output);
      return tidy(() => mean(output));
    },
  };
}
