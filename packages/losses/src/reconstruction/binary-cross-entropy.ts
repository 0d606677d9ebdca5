import {
  add,
  customGrad,
  div,
  type GradSaveFunc,
  log,
  maximum,
  mul,
  neg,
  sub,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { sumPerExample } from "../sum-per-example.js";
import { targetRange } from "./target-range.js";

/**
 * `−Σ x log p + (1 − x) log(1 − p)` of probabilities `p` and targets `x`, both in [0, 1], in nats: a sum over an example, the mean
 * over the batch. Logarithms are bounded by −100 and the gradient `(p − x) / p(1 − p)` by 1e12, as in PyTorch.
 * A network that can give logits does better with `binaryCrossEntropyFromLogits`.
 *
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html
 */
export const binaryCrossEntropy: BatchLoss = /* @__PURE__ */ meanOverBatch((probabilities, target) => {
  checkShapes("binaryCrossEntropy", { probabilities, target });
  return sumPerExample(crossEntropy(probabilities, target));
}, targetRange("binaryCrossEntropy"));

/** Elementwise. The gradient is given, as that of a bounded logarithm would be 0 · ∞ at a probability of 0. */
const crossEntropy = /* @__PURE__ */ customGrad((...inputs) => {
  const [p, x, save] = inputs as [Tensor, Tensor, GradSaveFunc];
  save([p, x]);
  return {
    value: neg(add(mul(x, boundedLog(p)), mul(sub(1, x), boundedLog(sub(1, p))))),
    gradFunc: (dy, saved) => {
      const [p, x] = saved as [Tensor, Tensor];
      const slope = div(sub(p, x), maximum(mul(p, sub(1, p)), 1e-12));
      return [mul(dy, slope), mul(dy, sub(boundedLog(sub(1, p)), boundedLog(p)))];
    },
  };
});

function boundedLog(x: Tensor): Tensor {
  return maximum(log(x), -100);
}
