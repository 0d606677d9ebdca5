import { sub } from "@tensorflow/tfjs-core";
import type { AdversarialLoss } from "./adversarial-loss.js";
import { nonSaturating } from "./non-saturating.js";

/**
 * The relativistic game on logits `l` of as many real examples as fake ones, in pairs, the mean over the pairs: the discriminator
 * minimises `−E log σ(l(x) − l(G(z)))` and the generator `−E log σ(l(G(z)) − l(x))`.
 *
 * Jolicoeur-Martineau 2018, equations 7 and 8, https://arxiv.org/abs/1807.00734; with `r1Penalty` and `r2Penalty` the game of R3GAN,
 * Huang et al. 2024, https://arxiv.org/abs/2501.05441
 */
export const relativistic: AdversarialLoss = {
  discriminator: (real, fake) => nonSaturating.generator(sub(real, fake)),
  generator: (fake, real) => nonSaturating.generator(sub(fake, real)),
};
