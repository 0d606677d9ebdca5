import {
  type Context,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  type Parameter,
  type Phase,
  refuseUnknown,
  type Samples,
  type Scores,
  type Weighs,
} from "@genlab/core";
import { reparameterize } from "@genlab/layers";
import { LearnedGaussian } from "@genlab/losses";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { Vae } from "./vae.js";

export interface CodeVaeNetworks {
  /** Maps `z` to `[batch, 2 latent]`: means and log-variances of its code `u`. */
  readonly encoder: Layer;
  /** Maps `u` `[batch, latent]` to the mean of `z`, of the shape of `z`. */
  readonly decoder: Layer;
}

/**
 * VAE of codes `z` of another model, as a prior for it: the second stage of a two-stage VAE, for any encoder. It minimises
 * `−E_q(u|z) log p(z|u) + KL(q(u|z) ‖ N(0, I))`, where `p(z|u)` is Gaussian with one learned variance, and samples go `u ~ N(0, I)`,
 * `z ~ p(z|u)`. Its batches hold the codes in `x`.
 *
 * Dai & Wipf 2019, https://arxiv.org/abs/1903.05789
 */
export class CodeVae implements Model, Samples, Scores, Weighs {
  readonly vae: Vae;
  /** Of `p(z|u)`. */
  readonly logVariance: Parameter;

  /** @throws GenlabError for a latent that is no count, and for settings or networks that it does not have. */
  constructor(
    { encoder, decoder, ...otherNetworks }: CodeVaeNetworks,
    { latent, ...others }: { readonly latent: number },
  ) {
    refuseUnknown("CodeVae", otherNetworks, { encoder, decoder });
    refuseUnknown("CodeVae", others, { latent });
    const likelihood = new LearnedGaussian();
    this.vae = new Vae({ encoder, decoder, likelihood }, { latent });
    this.logVariance = likelihood.logVariance;
  }

  phases(): readonly Phase[] {
    return [{ name: "vae", updates: this, loss: (batch, context) => this.loss(batch, context) }];
  }

  /** Terms: `reconstruction`, `kl`. */
  loss(batch: ImageBatch, context: Context): Losses {
    return this.vae.loss(batch, context);
  }

  /** Draws codes `z`. */
  sample(count: number, context: Context): Tensor {
    return tidy(() => {
      const mean = this.vae.sample(count, context);
      return reparameterize({ mean, logVariance: this.logVariance }, context.rng);
    });
  }

  /** One draw's bound on `−log p(z)` of each code, `[batch]`, in nats. */
  score(z: Tensor, context: Context): Tensor {
    return this.vae.score(z, context);
  }

  /** `log p(z, u) − log q(u|z)` of so many `u ~ q(u|z)` for each code, `[samples, batch]`, in nats. */
  logWeights(z: Tensor, samples: number, context: Context): Tensor {
    return this.vae.logWeights(z, samples, context);
  }
}
