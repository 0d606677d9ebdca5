import type { Tensor } from "@tensorflow/tfjs-core";
import { squaredError } from "../reconstruction/squared-error.js";
import type { Likelihood } from "./likelihood.js";
import { rangeOfMean } from "./range-of-mean.js";

/**
 * The squared error in a likelihood's place: a Gaussian of variance ½ without its constant.
 *
 * @param mean from the decoder's output to data: the sigmoid for data in [0, 1]. Default: the output itself.
 */
export function squaredErrorLikelihood(mean: (output: Tensor) => Tensor = (output) => output): Likelihood {
  return {
    ...rangeOfMean("squaredErrorLikelihood", mean),
    negativeLog: (output, x) => squaredError.perExample(mean(output), x),
    mean,
  };
}
