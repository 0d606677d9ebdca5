import { GenlabError, type Rng } from "@genlab/core";
import { reparameterize } from "@genlab/layers";
import { split, type Tensor } from "@tensorflow/tfjs-core";

/** A Gaussian with diagonal covariance for each example, both `[batch, latent]`. */
export interface Posterior {
  readonly mean: Tensor;
  readonly logVariance: Tensor;
}

/** Reads an encoder's output `[batch, 2 latent]` as means and log-variances. */
export function posteriorOf(codes: Tensor, latent: number): Posterior {
  if (codes.shape.at(-1) !== 2 * latent) {
    throw new GenlabError(
      `The encoder gives [${codes.shape}]. Expected [batch, ${2 * latent}]: the means and log-variances of ${latent} latents.`,
    );
  }
  const [mean, logVariance] = split(codes, 2, -1) as [Tensor, Tensor]; // each [batch, latent]
  return { mean, logVariance };
}

/** How an encoder's output is meant: means and log-variances of codes to draw where it is stochastic, else codes. */
export interface CodeSettings {
  readonly latent: number;
  readonly stochastic: boolean;
}

/** A code for each output, drawn where the encoder is stochastic: `[batch, latent]`. */
export function drawCodes(output: Tensor, { latent, stochastic }: CodeSettings, rng: Rng): Tensor {
  if (!stochastic) return output;
  const { mean, logVariance } = posteriorOf(output, latent);
  return reparameterize(mean, logVariance, rng);
}

/** The code of each output, the mean where the encoder is stochastic: `[batch, latent]`. */
export const meanCodes = (output: Tensor, { latent, stochastic }: CodeSettings): Tensor =>
  stochastic ? posteriorOf(output, latent).mean : output;
