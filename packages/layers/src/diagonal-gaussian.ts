import { GenlabError, requireCounts, requireShape } from "@genlab/core";
import { split, type Tensor } from "@tensorflow/tfjs-core";

/** A Gaussian with diagonal covariance for each example. */
export interface DiagonalGaussian {
  /** `[batch, latent]` */
  readonly mean: Tensor;
  /** `[batch, latent]` */
  readonly logVariance: Tensor;
}

/**
 * Reads an encoder's output `[batch, 2 latent]` as means and log-variances.
 *
 * @throws GenlabError for another last size.
 */
export function diagonalGaussian(codes: Tensor, latent: number): DiagonalGaussian {
  requireCounts("diagonalGaussian", { latent });
  requireShape("diagonalGaussian", codes, ["batch", "...", "codes"]);
  if (codes.shape.at(-1) !== 2 * latent) {
    throw new GenlabError(
      `The encoder gives [${codes.shape}]. Expected [batch, ${2 * latent}]: the means and log-variances of ${latent} latents.`,
    );
  }
  const [mean, logVariance] = split(codes, 2, -1) as [Tensor, Tensor]; // each [batch, latent]
  return { mean, logVariance };
}
