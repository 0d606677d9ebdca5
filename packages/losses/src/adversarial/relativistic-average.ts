import { mean, sub, type Tensor } from "@tensorflow/tfjs-core";
import type { AdversarialLoss } from "./adversarial-loss.js";
import { minimax } from "./minimax.js";

const relativeTo = (logits: Tensor, others: Tensor) => sub(logits, mean(others));

/**
 * The relativistic average game on logits `l`, means over all of them. With `D(a; b) = σ(l(a) − E l(b))`, the discriminator minimises
 * `−E log D(x; G(z)) − E log(1 − D(G(z); x))` and the generator the same with `x` and `G(z)` in each other's place.
 *
 * Jolicoeur-Martineau 2018, equations 10 and 11, https://arxiv.org/abs/1807.00734
 */
export const relativisticAverage: AdversarialLoss = {
  discriminator: (real, fake) => minimax.discriminator(relativeTo(real, fake), relativeTo(fake, real)),
  generator: (fake, real) => minimax.discriminator(relativeTo(fake, real), relativeTo(real, fake)),
};
