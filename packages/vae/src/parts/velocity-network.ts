import type { Rng } from "@genlab/core";
import { Sequential, silu } from "@genlab/layers";
import { mlp } from "@genlab/networks";
import { concat, cos, mul, sin, slice, type Tensor, tensor1d } from "@tensorflow/tfjs-core";

const FREQUENCIES = [1, 2, 4, 8].map((frequency) => frequency * Math.PI);

export interface VelocityNetworkOptions {
  readonly latent: number;
  readonly hidden: readonly number[];
}

/** Maps `(z, t)` `[batch, latent + 1]` to `[batch, latent]`. */
export function velocityNetwork({ latent, hidden }: VelocityNetworkOptions, rng: Rng): Sequential {
  const sizes = [latent + 1 + 2 * FREQUENCIES.length, ...hidden, latent];
  return new Sequential([withWaves, mlp({ sizes, activation: silu }, rng)], { shape: [latent + 1] });
}

/**
 * Appends `sin(2ᵏ π t)` and `cos(2ᵏ π t)` of the last column `t`, so that what depends on time is easy to learn.
 *
 * Mildenhall et al. 2020, equation 4, https://arxiv.org/abs/2003.08934
 */
function withWaves(x: Tensor): Tensor {
  const t = slice(x, [0, x.shape[1]! - 1]); // [batch, 1]
  const angles = mul(t, tensor1d(FREQUENCIES)); // [batch, frequencies]
  return concat([x, sin(angles), cos(angles)], 1);
}
