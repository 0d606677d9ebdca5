import { mean, type Scalar, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkExamples } from "../check-shapes.js";
import { toFloat } from "../to-float.js";
import type { AdversarialLoss } from "./adversarial-loss.js";
import { minimax } from "./minimax.js";

/** The cost of the logits that are to be above the mean of the others. */
function cost(named: { readonly real: Tensor; readonly fake: Tensor }, better: Tensor, worse: Tensor): Scalar {
  checkExamples("relativisticAverage", named);
  return tidy(() => {
    const [a, b] = [toFloat(better), toFloat(worse)];
    return minimax.discriminator(sub(a, mean(b)), sub(b, mean(a)));
  });
}

/**
 * The relativistic average game on logits `l`, means over all of them. With `D(a; b) = σ(l(a) − E l(b))`, the discriminator minimises
 * `−E log D(x; G(z)) − E log(1 − D(G(z); x))` and the generator the same with `x` and `G(z)` in each other's place.
 *
 * Jolicoeur-Martineau 2018, equations 10 and 11, https://arxiv.org/abs/1807.00734
 */
export const relativisticAverage: AdversarialLoss = {
  discriminator: (real, fake) => cost({ real, fake }, real, fake),
  generator: (fake, real) => cost({ real, fake }, fake, real),
};
