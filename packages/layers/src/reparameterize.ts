import { GenlabError, type Rng, requireRng, requireTensor } from "@genlab/core";
import { add, exp, mul, type Tensor } from "@tensorflow/tfjs-core";
import type { DiagonalGaussian } from "./diagonal-gaussian.js";

/**
 * `z = mean + exp(logVariance / 2) ε` with `ε ~ N(0, 1)`: a draw from each Gaussian, through which gradients flow.
 * Kingma & Welling 2013, https://arxiv.org/abs/1312.6114
 *
 * @param gaussian its log-variance may be shared: by the examples, `[latent]`, or by all, `[]`
 * @throws GenlabError for a log-variance that does not fit the mean.
 */
export function reparameterize({ mean, logVariance }: DiagonalGaussian, rng: Rng): Tensor {
  requireTensor("reparameterize", mean);
  requireTensor("reparameterize", logVariance);
  requireRng("reparameterize", rng);
  requireFitting(mean, logVariance);
  return add(mean, mul(exp(mul(0.5, logVariance)), rng.normal(mean.shape)));
}

function requireFitting({ shape }: Tensor, logVariance: Tensor): void {
  const last = shape.slice(shape.length - logVariance.rank);
  // a size of 1 would be broadcast: one that belongs to the examples is no other's
  if (logVariance.rank <= shape.length && logVariance.shape.every((size, axis) => size === last[axis])) return;
  throw new GenlabError(
    `reparameterize got means [${shape.join(", ")}] and log-variances [${logVariance.shape.join(", ")}]. Give both the same shape.`,
  );
}
