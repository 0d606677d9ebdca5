import { neg, softplus } from "@tensorflow/tfjs-core";
import { adversarialLoss, type SeparableAdversarialLoss } from "./adversarial-loss.js";

/**
 * The non-saturating game on logits, means over all of them. With `D = σ(l)`, the discriminator minimises
 * `−E log D(x) − E log(1 − D(G(z)))` and the generator `−E log D(G(z))`.
 *
 * Goodfellow et al. 2014, section 3, https://arxiv.org/abs/1406.2661
 *
 * @example
 * ```ts
 * import { nonSaturating } from "genlab";
 * import { tensor } from "@tensorflow/tfjs-core";
 *
 * const [real, fake] = [tensor([[2], [1]]), tensor([[-1], [0.5]])]; // logits
 * console.log(nonSaturating.discriminator(real, fake).dataSync()[0], nonSaturating.generator(fake).dataSync()[0]);
 * ```
 */
export const nonSaturating: SeparableAdversarialLoss = /* @__PURE__ */ adversarialLoss({
  real: (logits) => softplus(neg(logits)),
  fake: (logits) => softplus(logits),
  generator: (logits) => softplus(neg(logits)),
});
