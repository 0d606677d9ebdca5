import type { Rng } from "@genlab/core";
import { add, exp, mul, type Tensor } from "@tensorflow/tfjs-core";
import type { DiagonalGaussian } from "./diagonal-gaussian.js";

/**
 * `z = mean + exp(logVariance / 2) ε` with `ε ~ N(0, 1)`: a draw from each Gaussian, through which gradients flow.
 * Kingma & Welling 2013, https://arxiv.org/abs/1312.6114
 */
export function reparameterize({ mean, logVariance }: DiagonalGaussian, rng: Rng): Tensor {
  return add(mean, mul(exp(mul(0.5, logVariance)), rng.normal(mean.shape)));
}
