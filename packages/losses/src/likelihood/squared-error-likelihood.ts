import { requireFunctions, requireTensor } from "@genlab/core";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { squaredError } from "../reconstruction/squared-error.js";
import type { Likelihood } from "./likelihood.js";
import { rangeOfMean } from "./range-of-mean.js";

/**
 * The squared error in a likelihood's place: a Gaussian of variance ½ without its constant.
 *
 * @param mean from the decoder's output to data: the sigmoid for data in [0, 1]. Default: the output itself.
 * @throws GenlabError for a mean that is no function.
 */
export function squaredErrorLikelihood(mean: (output: Tensor) => Tensor = (output) => output): Likelihood {
  requireFunctions("squaredErrorLikelihood", { mean }, "sigmoid");
  return {
    ...rangeOfMean("squaredErrorLikelihood", mean),
    negativeLog(output, x) {
      checkShapes("squaredErrorLikelihood", { output, x });
      return tidy(() => squaredError.perExample(mean(output), x));
    },
    mean(output) {
      requireTensor("squaredErrorLikelihood", output);
      return tidy(() => mean(output));
    },
  };
}
