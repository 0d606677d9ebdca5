import { describe, GenlabError, requireCounts } from "@genlab/core";
import { sigmoid } from "@tensorflow/tfjs-core";
import { bernoulli } from "./bernoulli.js";
import { LearnedGaussian } from "./learned-gaussian.js";
import type { Likelihood } from "./likelihood.js";
import { squaredErrorLikelihood } from "./squared-error-likelihood.js";

function isImage(shape: readonly number[]): boolean {
  if (!Array.isArray(shape) || shape.length === 0)
    throw new GenlabError(
      `The shape of an example is ${describe(shape)}. Expected [height, width, channels], or [features].`,
    );
  requireCounts("an example", Object.fromEntries(shape.map((size, axis) => [`shape[${axis}]`, size])));
  return shape.length === 3;
}

/**
 * What examples of a shape can have: `bernoulli` for images, which are in [0, 1], and a Gaussian of learned variance for points, which are anywhere.
 *
 * @throws GenlabError for what is no shape.
 */
export function likelihoodFor(shape: readonly number[]): Likelihood {
  return isImage(shape) ? bernoulli : new LearnedGaussian();
}

/**
 * The squared error for examples of a shape: of `sigmoid(output)` for images, which are in [0, 1], of the output itself for points.
 *
 * @throws GenlabError for what is no shape.
 */
export function squaredErrorFor(shape: readonly number[]): Likelihood {
  return isImage(shape) ? squaredErrorLikelihood(sigmoid) : squaredErrorLikelihood();
}
