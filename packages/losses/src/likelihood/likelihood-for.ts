import { requireSizes } from "@genlab/core";
import { sigmoid } from "@tensorflow/tfjs-core";
import { bernoulli } from "./bernoulli.js";
import { LearnedGaussian } from "./learned-gaussian.js";
import type { Likelihood } from "./likelihood.js";
import { squaredErrorLikelihood } from "./squared-error-likelihood.js";

/** Whether examples of a shape are images, which are in [0, 1]. */
export const isImage = (shape: readonly number[]): boolean => shape.length === 3;

/** What is chosen for examples of a shape where nothing is said. */
export const likelihoodNameFor = (shape: readonly number[]): "bernoulli" | "learned-gaussian" =>
  isImage(shape) ? "bernoulli" : "learned-gaussian";

/**
 * What examples of a shape can have: `bernoulli` for images, which are in [0, 1], and a Gaussian of learned variance for points, which are
 * anywhere.
 *
 * @throws GenlabError for a shape that is none.
 */
export function likelihoodFor(shape: readonly number[]): Likelihood {
  requireSizes("likelihoodFor", { shape });
  return likelihoodNameFor(shape) === "bernoulli" ? bernoulli : new LearnedGaussian();
}

/**
 * The squared error for examples of a shape: of `sigmoid(output)` for images, which are in [0, 1], of the output itself for points.
 *
 * @throws GenlabError for a shape that is none.
 */
export function squaredErrorFor(shape: readonly number[]): Likelihood {
  requireSizes("squaredErrorFor", { shape });
  return isImage(shape) ? squaredErrorLikelihood(sigmoid) : squaredErrorLikelihood();
}
