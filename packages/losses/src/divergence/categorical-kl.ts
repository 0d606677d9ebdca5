import { requireShape } from "@genlab/core";
import { exp, mul, sub, type Tensor } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { logSoftmax } from "../log-softmax.js";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { sumPerExample } from "../sum-per-example.js";

/**
 * `KL(p ‖ q) = Σ p (log p − log q)` of `p = softmax(a)` and `q = softmax(b)`, from logits `[batch, ..., classes]`, in nats: a sum over
 * an example, the mean over the batch.
 *
 * @throws GenlabError for shapes that differ, and for what is not `[batch, ..., classes]`.
 */
export const categoricalKl: BatchLoss<[logits: Tensor, otherLogits: Tensor]> = /* @__PURE__ */ meanOverBatch(
  (logits, otherLogits) => {
    checkShapes("categoricalKl", { logits, otherLogits });
    requireShape("categoricalKl", logits, ["batch", "...", "classes"]);
    const logP = logSoftmax(logits);
    return sumPerExample(mul(exp(logP), sub(logP, logSoftmax(otherLogits))));
  },
);
