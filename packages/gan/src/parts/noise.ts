import type { Rng } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";

/** What a generator's noise is drawn from: N(0, 1), or the uniform distribution on [−1, 1). */
export type Prior = "normal" | "uniform";

/** Noise `[count, latent]`. */
export function drawNoise(prior: Prior, count: number, latent: number, rng: Rng): Tensor {
  return prior === "normal" ? rng.normal([count, latent]) : rng.uniform([count, latent], -1, 1);
}
