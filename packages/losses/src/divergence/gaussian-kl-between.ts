import { add, exp, mul, neg, squaredDifference, sub, type Tensor } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { sumPerExample } from "../sum-per-example.js";

/**
 * `KL(N(μ, eˢ) ‖ N(ν, eᵗ)) = ½ Σ t − s + (eˢ + (μ − ν)²) / eᵗ − 1` of means `μ`, `ν` and log-variances `s`, `t`, in nats: a sum over
 * an example, the mean over the batch.
 */
export const gaussianKlBetween: BatchLoss<
  [mean: Tensor, logVariance: Tensor, otherMean: Tensor, otherLogVariance: Tensor]
> = /* @__PURE__ */ meanOverBatch((mean, logVariance, otherMean, otherLogVariance) => {
  checkShapes("gaussianKlBetween", { mean, logVariance, otherMean, otherLogVariance });
  const logRatio = sub(logVariance, otherLogVariance);
  const distance = mul(squaredDifference(mean, otherMean), exp(neg(otherLogVariance)));
  return sumPerExample(mul(0.5, sub(add(exp(logRatio), distance), add(logRatio, 1))));
});
