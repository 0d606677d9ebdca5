import type { Context, ImageBatch, Losses } from "@genlab/core";
import { type DiagonalGaussian, reparameterize } from "@genlab/layers";
import { mean, type Scalar, type Tensor } from "@tensorflow/tfjs-core";

/** What an objective knows of a model: `q(z|x)` and `p(x|z)`, under the prior `N(0, I)`. */
export interface LatentModel {
  posterior(x: Tensor, context: Context): DiagonalGaussian;
  /** `−log p(x|z)` of each pair, `[batch]`, in nats. */
  distortion(x: Tensor, z: Tensor, context: Context): Tensor;
}

/** What a VAE minimises: a pure function of the model, the batch and the context. It closes over numbers and schedules only. */
export type Objective = (model: LatentModel, batch: ImageBatch, context: Context) => Losses;

/** A batch by way of one draw from each posterior. */
export interface Autoencoding {
  readonly posterior: DiagonalGaussian;
  /** `[batch, latent]` */
  readonly z: Tensor;
  /** `−E log p(x|z)` */
  readonly reconstruction: Scalar;
}

export function autoencode(model: LatentModel, x: Tensor, context: Context): Autoencoding {
  const posterior = model.posterior(x, context);
  const z = reparameterize(posterior, context.rng);
  return { posterior, z, reconstruction: mean(model.distortion(x, z, context)) };
}
