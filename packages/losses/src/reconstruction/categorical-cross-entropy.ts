import { requireShape } from "@genlab/core";
import { mul, neg } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { logSoftmax } from "../log-softmax.js";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { sumPerExample } from "../sum-per-example.js";

/**
 * `−Σ x log softmax(l)` of logits `l` and targets `x`, both `[batch, ..., classes]`, in nats: a sum over an example, the mean over
 * the batch. Targets are probabilities over the last axis; class indices become such by `oneHot`.
 *
 * @throws GenlabError for shapes that differ, and for what is not `[batch, ..., classes]`.
 */
export const categoricalCrossEntropy: BatchLoss = /* @__PURE__ */ meanOverBatch((logits, target) => {
  checkShapes("categoricalCrossEntropy", { logits, target });
  requireShape("categoricalCrossEntropy", logits, ["batch", "...", "classes"]);
  return neg(sumPerExample(mul(target, logSoftmax(logits))));
});
