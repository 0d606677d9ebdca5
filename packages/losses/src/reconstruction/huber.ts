import { optionsOf, refuseUnknown, requirePositive } from "@genlab/core";
import { abs, add, minimum, mul, square, sub } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { sumPerExample } from "../sum-per-example.js";

export interface HuberOptions {
  /** `δ`, the error at which the square turns into a line, above 0. Default 1. */
  readonly delta?: number;
}

/**
 * Makes the loss `Σ ½ e²` where `|e| ≤ δ`, else `δ (|e| − ½ δ)`, with `e = y − x` of prediction `y` and target `x`: a sum over an
 * example, the mean over the batch.
 *
 * Huber 1964, https://doi.org/10.1214/aoms/1177703732
 *
 * @throws GenlabError for a delta that is not above 0, and for options that it does not have.
 */
export function huber(options: HuberOptions = {}): BatchLoss {
  const { delta = 1, ...others } = optionsOf("huber", options);
  refuseUnknown("huber", others, { delta });
  requirePositive("huber", { delta });
  return meanOverBatch((prediction, target) => {
    checkShapes("huber", { prediction, target });
    const error = abs(sub(prediction, target));
    const quadratic = minimum(error, delta);
    return sumPerExample(add(mul(0.5, square(quadratic)), mul(delta, sub(error, quadratic))));
  });
}
