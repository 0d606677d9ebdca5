import { neg, softplus } from "@tensorflow/tfjs-core";
import { adversarialLoss, type SeparableAdversarialLoss } from "./adversarial-loss.js";

/**
 * The minimax game on logits, means over all of them. With `D = σ(l)`, the discriminator minimises
 * `−E log D(x) − E log(1 − D(G(z)))` and the generator `E log(1 − D(G(z)))`, whose gradient vanishes where the discriminator is sure.
 *
 * Goodfellow et al. 2014, equation 1, https://arxiv.org/abs/1406.2661
 */
export const minimax: SeparableAdversarialLoss = /* @__PURE__ */ adversarialLoss({
  real: (logits) => softplus(neg(logits)),
  fake: (logits) => softplus(logits),
  generator: (logits) => neg(softplus(logits)),
});
