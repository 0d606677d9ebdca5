import {
  type Context,
  type Decodes,
  type Encodes,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  type Phase,
  type Reconstructs,
  refuseUnknown,
  requireCounts,
  requireDraws,
  requireFunctions,
  requireLayers,
  requireMethods,
  type Samples,
  type Scores,
  type Weighs,
} from "@genlab/core";
import { type DiagonalGaussian, diagonalGaussian, reparameterize } from "@genlab/layers";
import { bernoulli, gaussianKl, type Likelihood } from "@genlab/losses";
import { add, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { elbo } from "./elbo.js";
import { drawMany } from "./gaussian-densities.js";
import { logWeightsOf } from "./log-weights.js";
import type { LatentModel, Objective } from "./objective.js";

export interface VaeNetworks {
  /** Maps `x` to `[batch, 2 latent]`: means and log-variances. */
  readonly encoder: Layer;
  /** Maps `[batch, latent]` to what the likelihood reads, of the shape of `x`. */
  readonly decoder: Layer;
  /** What the decoder's output says of `x`. Default `bernoulli`: logits. */
  readonly likelihood?: Likelihood;
}

export interface VaeSettings {
  readonly latent: number;
  /** What it minimises. Default `elbo()`. */
  readonly objective?: Objective;
}

/**
 * Variational autoencoder: a latent `z ~ N(0, I)`, a decoder's `p(x|z)`, and an encoder's `q(z|x)` in the place of the posterior. By
 * default it minimises `−E_q(z|x) log p(x|z) + KL(q(z|x) ‖ N(0, I))`, in nats per example; other objectives make it a β-VAE, β-TC-VAE,
 * InfoVAE or IWAE.
 *
 * Kingma & Welling 2013, https://arxiv.org/abs/1312.6114
 */
export class Vae implements Model, Samples, Encodes, Decodes, Reconstructs, Scores, Weighs, LatentModel {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly likelihood: Likelihood;
  readonly settings: Required<VaeSettings>;

  /** @throws GenlabError for a latent that is no count, and for settings or networks that it does not have. */
  constructor(networks: VaeNetworks, settings: VaeSettings) {
    const { encoder, decoder, likelihood = bernoulli, ...otherNetworks } = networks;
    refuseUnknown("Vae", otherNetworks, { encoder, decoder, likelihood });
    const { latent, objective = elbo(), ...others } = settings;
    refuseUnknown("Vae", others, { latent, objective });
    requireCounts("Vae", { latent });
    requireFunctions("Vae", { objective }, "elbo()");
    requireLayers("Vae", { encoder, decoder });
    requireMethods("Vae", { likelihood }, ["negativeLog", "mean"], "`bernoulli` of @genlab/losses");
    this.encoder = encoder;
    this.decoder = decoder;
    this.likelihood = likelihood;
    this.settings = { latent, objective };
  }

  phases(): readonly Phase[] {
    return [{ name: "vae", updates: this, loss: (batch, context) => this.loss(batch, context) }];
  }

  /** The objective's terms. */
  loss(batch: ImageBatch, context: Context): Losses {
    return this.settings.objective(this, batch, context);
  }

  /** The posterior's means, `[batch, latent]`. */
  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => this.posterior(x, context).mean);
  }

  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.likelihood.mean(this.decoder.forward(z, context)));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  sample(count: number, context: Context): Tensor {
    requireDraws("Vae", { count }, context);
    return tidy(() => this.decode(context.rng.normal([count, this.settings.latent]), context));
  }

  /** One draw's bound on `−log p(x)` of each example, `[batch]`, in nats: the negative ELBO. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => {
      const posterior = this.posterior(x, context);
      const z = reparameterize(posterior, context.rng);
      return add(this.distortion(x, z, context), gaussianKl.perExample(posterior.mean, posterior.logVariance));
    });
  }

  /** `log p(x, z) − log q(z|x)` of so many `z ~ q(z|x)` for each example, `[samples, batch]`, in nats. */
  logWeights(x: Tensor, samples: number, context: Context): Tensor {
    requireDraws("Vae", { samples }, context);
    return tidy(() => {
      const posterior = this.posterior(x, context);
      return logWeightsOf(this, { x, posterior, z: drawMany(posterior, samples, context.rng) }, context);
    });
  }

  posterior(x: Tensor, context: Context): DiagonalGaussian {
    return tidy(() => ({ ...diagonalGaussian(this.encoder.forward(x, context), this.settings.latent) }));
  }

  distortion(x: Tensor, z: Tensor, context: Context): Tensor {
    return tidy(() => this.likelihood.negativeLog(this.decoder.forward(z, context), x));
  }
}
