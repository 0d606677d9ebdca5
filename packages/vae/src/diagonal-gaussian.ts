import { GenlabError, type Rng } from "@genlab/core";
import { add, exp, mul, neg, split, square, squaredDifference, sum, type Tensor } from "@tensorflow/tfjs-core";

/** A Gaussian with diagonal covariance for each example. */
export interface DiagonalGaussian {
  /** `[batch, latent]` */
  readonly mean: Tensor;
  /** `[batch, latent]` */
  readonly logVariance: Tensor;
}

/** Reads an encoder's output `[batch, 2 latent]` as means and log-variances. */
export function diagonalGaussian(codes: Tensor, latent: number): DiagonalGaussian {
  if (codes.shape.at(-1) !== 2 * latent) {
    throw new GenlabError(
      `The encoder gives [${codes.shape}]. Expected [batch, ${2 * latent}]: the means and log-variances of ${latent} latents.`,
    );
  }
  const [mean, logVariance] = split(codes, 2, -1) as [Tensor, Tensor]; // each [batch, latent]
  return { mean, logVariance };
}

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
