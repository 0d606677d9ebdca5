import { type Scalar, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { toFloat } from "../to-float.js";
import type { AdversarialLoss } from "./adversarial-loss.js";
import { nonSaturating } from "./non-saturating.js";

/** The cost of the logits that are to be above those of their pairs. */
function cost(named: { readonly real: Tensor; readonly fake: Tensor }, better: Tensor, worse: Tensor): Scalar {
  checkShapes("relativistic", named);
  return tidy(() => nonSaturating.generator(sub(toFloat(better), toFloat(worse))));
}

/**
 * The relativistic game on logits `l` of as many real examples as fake ones, in pairs, the mean over the pairs: the discriminator
 * minimises `−E log σ(l(x) − l(G(z)))` and the generator `−E log σ(l(G(z)) − l(x))`.
 *
 * Jolicoeur-Martineau 2018, equations 7 and 8, https://arxiv.org/abs/1807.00734; with `r1Penalty` and `r2Penalty` the game of R3GAN,
 * Huang et al. 2024, https://arxiv.org/abs/2501.05441
 */
export const relativistic: AdversarialLoss = {
  discriminator: (real, fake) => cost({ real, fake }, real, fake),
  generator: (fake, real) => cost({ real, fake }, fake, real),
};
