import { neg } from "@tensorflow/tfjs-core";
import { adversarialLoss, type SeparableAdversarialLoss } from "./adversarial-loss.js";

/**
 * The Wasserstein game, means over all outputs `f`: the critic minimises `E f(G(z)) − E f(x)` and the generator `−E f(G(z))`. The critic
 * must be held Lipschitz: by `wassersteinGradientPenalty`, clipped weights or spectral norm.
 *
 * Arjovsky et al. 2017, https://arxiv.org/abs/1701.07875
 */
export const wasserstein: SeparableAdversarialLoss = /* @__PURE__ */ adversarialLoss({
  real: (outputs) => neg(outputs),
  fake: (outputs) => outputs,
  generator: (outputs) => neg(outputs),
});
