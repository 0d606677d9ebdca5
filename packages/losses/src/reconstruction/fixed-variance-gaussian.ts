import { optionsOf, refuseUnknown, requirePositive } from "@genlab/core";
import { add, div, squaredDifference } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { sumPerExample } from "../sum-per-example.js";

export interface FixedVarianceGaussianOptions {
  /** `σ²`, above 0. Default 1. */
  readonly variance?: number;
}

/**
 * Makes the loss `−log N(x; μ, σ²) = Σ (x − μ)² / 2σ² + ½ log 2πσ²` of means `μ` and targets `x`, in nats: a sum over an example,
 * the mean over the batch.
 *
 * @throws GenlabError for a variance that is not above 0, and for options that it does not have.
 */
export function fixedVarianceGaussian(options: FixedVarianceGaussianOptions = {}): BatchLoss {
  const { variance = 1, ...others } = optionsOf("fixedVarianceGaussian", options);
  refuseUnknown("fixedVarianceGaussian", others, { variance });
  requirePositive("fixedVarianceGaussian", { variance });
  const constant = 0.5 * Math.log(2 * Math.PI * variance);
  return meanOverBatch((mean, target) => {
    checkShapes("fixedVarianceGaussian", { mean, target });
    return sumPerExample(add(div(squaredDifference(mean, target), 2 * variance), constant));
  });
}
