import { add, mul, sigmoid, softplus, sub, type Tensor } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { sumPerExample } from "../sum-per-example.js";

/**
 * `KL(Bernoulli(σ(a)) ‖ Bernoulli(σ(b))) = Σ σ(a) (a − b) + log(1 + eᵇ) − log(1 + eᵃ)` of logits `a` and `b`, in nats: a sum over an
 * example, the mean over the batch.
 */
export const bernoulliKl: BatchLoss<[logits: Tensor, otherLogits: Tensor]> = /* @__PURE__ */ meanOverBatch(
  (logits, otherLogits) => {
    checkShapes("bernoulliKl", { logits, otherLogits });
    const expected = mul(sigmoid(logits), sub(logits, otherLogits));
    return sumPerExample(add(expected, sub(softplus(otherLogits), softplus(logits))));
  },
);
