import { mul, softplus, sub } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { sumPerExample } from "../sum-per-example.js";
import { targetRange } from "./target-range.js";

/**
 * `−Σ x log σ(l) + (1 − x) log(1 − σ(l)) = Σ log(1 + eˡ) − l x` of logits `l` and targets `x` in [0, 1], in nats: a sum over an
 * example, the mean over the batch. The gradient in a logit is `σ(l) − x`, at 0 too, and is finite everywhere.
 */
export const binaryCrossEntropyFromLogits: BatchLoss = /* @__PURE__ */ meanOverBatch((logits, target) => {
  checkShapes("binaryCrossEntropyFromLogits", { logits, target });
  return sumPerExample(sub(softplus(logits), mul(logits, target)));
}, targetRange("binaryCrossEntropyFromLogits"));
