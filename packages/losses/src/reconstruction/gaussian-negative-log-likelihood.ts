import { GenlabError } from "@genlab/core";
import { add, exp, mul, neg, squaredDifference, type Tensor } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { sumPerExample } from "../sum-per-example.js";

/**
 * `−log N(x; μ, exp(s)) = ½ Σ log 2π + s + (x − μ)² / eˢ` of means `μ`, targets `x` and log-variances `s`, in nats: a sum over an
 * example, the mean over the batch. A log-variance of the shape `[]` or `[channels]` is shared.
 */
export const gaussianNegativeLogLikelihood: BatchLoss<[mean: Tensor, target: Tensor, logVariance: Tensor]> =
  /* @__PURE__ */ meanOverBatch((mean, target, logVariance) => {
    checkShapes("gaussianNegativeLogLikelihood", { mean, target });
    checkBroadcast(mean, logVariance);
    const squares = mul(squaredDifference(mean, target), exp(neg(logVariance)));
    return sumPerExample(mul(0.5, add(add(squares, logVariance), Math.log(2 * Math.PI))));
  });

function checkBroadcast(mean: Tensor, logVariance: Tensor): void {
  const sizes = mean.shape.slice(mean.rank - logVariance.rank);
  const fits = logVariance.rank <= mean.rank && logVariance.shape.every((size, i) => size === 1 || size === sizes[i]);
  if (fits) return;
  throw new GenlabError(
    `gaussianNegativeLogLikelihood: logVariance has shape [${logVariance.shape}], which does not broadcast to the mean's ` +
      `[${mean.shape}]. Give it the same shape, or [] to share it.`,
  );
}
