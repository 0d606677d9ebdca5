import type { Tensor } from "@tensorflow/tfjs-core";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { sumPerExample } from "../sum-per-example.js";
import { gaussianKlPerDimension } from "./gaussian-kl-per-dimension.js";

/**
 * `KL(N(μ, eˢ) ‖ N(0, I)) = ½ Σ μ² + eˢ − 1 − s` of means `μ` and log-variances `s`, in nats: a sum over an example, the mean over
 * the batch.
 *
 * Kingma & Welling 2013, appendix B, https://arxiv.org/abs/1312.6114
 *
 * @example
 * ```ts
 * import { gaussianKl } from "genlab";
 * import { zeros } from "@tensorflow/tfjs-core";
 *
 * console.log(gaussianKl(zeros([2, 3]), zeros([2, 3])).dataSync()[0]); // 0, of the prior itself
 * ```
 */
export const gaussianKl: BatchLoss<[mean: Tensor, logVariance: Tensor]> = /* @__PURE__ */ meanOverBatch(
  (mean, logVariance) => sumPerExample(gaussianKlPerDimension(mean, logVariance)),
);
