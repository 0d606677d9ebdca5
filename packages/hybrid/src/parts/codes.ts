import type { Rng } from "@genlab/core";
import { diagonalGaussian, reparameterize } from "@genlab/layers";
import { mul, type Tensor } from "@tensorflow/tfjs-core";

/** How an encoder's output is meant: means and log-variances of codes to draw where it is stochastic, else codes. */
export interface CodeSettings {
  readonly latent: number;
  readonly stochastic: boolean;
}

/** A code for each output, drawn where the encoder is stochastic: `[batch, latent]`. */
export function drawCodes(output: Tensor, { latent, stochastic }: CodeSettings, rng: Rng): Tensor {
  if (!stochastic) return output;
  return reparameterize(diagonalGaussian(output, latent), rng);
}

/** The code of each output, the mean where the encoder is stochastic: `[batch, latent]`. */
export const meanCodes = (output: Tensor, { latent, stochastic }: CodeSettings): Tensor =>
  stochastic ? diagonalGaussian(output, latent).mean : output;

export interface PriorSettings {
  readonly latent: number;
  readonly priorDeviation: number;
}

/** Draws from the prior `N(0, σ² I)`, `[count, latent]`. */
export const drawPrior = (count: number, { latent, priorDeviation }: PriorSettings, rng: Rng): Tensor =>
  mul(priorDeviation, rng.normal([count, latent]));
