import type { Rng } from "@genlab/core";
import { diagonalGaussian, reparameterize } from "@genlab/layers";
import type { Tensor } from "@tensorflow/tfjs-core";

/** How an encoder's output is meant: means and log-variances of codes to draw where it is stochastic, else codes. */
export interface CodeSettings {
  readonly latent: number;
  readonly stochastic: boolean;
}

/** What a `LatentCoder` makes of an encoder's output: the means of stochastic codes, and draws of them. */
export function codesOf({ latent, stochastic }: CodeSettings) {
  if (!stochastic) return {};
  return {
    code: (output: Tensor) => diagonalGaussian(output, latent).mean,
    draw: (output: Tensor, rng: Rng) => reparameterize(diagonalGaussian(output, latent), rng),
  };
}

/** How many numbers an encoder gives for each example. */
export const encodedSize = ({ latent, stochastic }: CodeSettings): number => (stochastic ? 2 * latent : latent);
