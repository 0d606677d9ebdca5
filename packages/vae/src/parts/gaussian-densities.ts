import type { Rng } from "@genlab/core";
import type { DiagonalGaussian } from "@genlab/layers";
import { add, exp, mul, neg, square, squaredDifference, sum, type Tensor } from "@tensorflow/tfjs-core";

/** So many draws for each example, through which gradients flow: `[samples, batch, latent]`. */
export function drawMany({ mean, logVariance }: DiagonalGaussian, samples: number, rng: Rng): Tensor {
  return add(mean, mul(exp(mul(0.5, logVariance)), rng.normal([samples, ...mean.shape])));
}

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** `log N(z; mean, exp(logVariance))`, a sum over the last axis, for shapes that broadcast. */
export function logDensity(z: Tensor, { mean, logVariance }: DiagonalGaussian): Tensor {
  const squares = mul(squaredDifference(z, mean), exp(neg(logVariance)));
  return sum(mul(-0.5, add(add(squares, logVariance), LOG_TWO_PI)), -1);
}

/** `log N(z; 0, I)`, a sum over the last axis. */
export const logStandardDensity = (z: Tensor): Tensor => sum(mul(-0.5, add(square(z), LOG_TWO_PI)), -1);
