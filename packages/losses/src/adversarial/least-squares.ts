import { mul, square, sub } from "@tensorflow/tfjs-core";
import { adversarialLoss, type SeparableAdversarialLoss } from "./adversarial-loss.js";

/**
 * Least squares, means over all outputs `l`: the discriminator minimises `½ E (l(x) − 1)² + ½ E l(G(z))²` and the generator
 * `½ E (l(G(z)) − 1)²`.
 *
 * Mao et al. 2016, equation 9, https://arxiv.org/abs/1611.04076
 */
export const leastSquares: SeparableAdversarialLoss = /* @__PURE__ */ adversarialLoss({
  real: (outputs) => mul(0.5, square(sub(outputs, 1))),
  fake: (outputs) => mul(0.5, square(outputs)),
  generator: (outputs) => mul(0.5, square(sub(outputs, 1))),
});
