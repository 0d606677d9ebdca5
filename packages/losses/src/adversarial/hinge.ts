import { add, neg, relu, sub } from "@tensorflow/tfjs-core";
import { adversarialLoss, type SeparableAdversarialLoss } from "./adversarial-loss.js";

/**
 * The hinge game, means over all outputs `l`: the discriminator minimises `E max(0, 1 − l(x)) + E max(0, 1 + l(G(z)))` and the
 * generator `−E l(G(z))`.
 *
 * Lim & Ye 2017, https://arxiv.org/abs/1705.02894
 */
export const hinge: SeparableAdversarialLoss = /* @__PURE__ */ adversarialLoss({
  real: (outputs) => relu(sub(1, outputs)),
  fake: (outputs) => relu(add(1, outputs)),
  generator: (outputs) => neg(outputs),
});
