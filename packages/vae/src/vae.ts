import type {
  Context,
  Decodes,
  Encodes,
  ImageBatch,
  Layer,
  Losses,
  Model,
  Phase,
  Reconstructs,
  Samples,
  Schedule,
  Scores,
} from "@genlab/core";
import { reparameterize } from "@genlab/layers";
import { bernoulli, freeBits, gaussianKl, gaussianKlPerDimension, type Likelihood } from "@genlab/losses";
import { add, mean, mul, type Scalar, type Tensor } from "@tensorflow/tfjs-core";
import { type DiagonalGaussian, diagonalGaussian } from "./posterior.js";

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
  /** Weight of the KL term: above 1 this is a β-VAE, a schedule warms it up. Default 1. */
  readonly beta?: number | Schedule;
  /** Nats that each latent dimension may hold at no cost. Default 0. Kingma et al. 2016, https://arxiv.org/abs/1606.04934 */
  readonly freeBits?: number;
}

/**
 * Variational autoencoder: minimises `−E_q(z|x) log p(x|z) + β KL(q(z|x) ‖ N(0, I))`, in nats per example.
 *
 * Kingma & Welling 2013, https://arxiv.org/abs/1312.6114; β: Higgins et al. 2017, https://openreview.net/forum?id=Sy2fzU9gl
 */
export class Vae implements Model, Samples, Encodes, Decodes, Reconstructs, Scores {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly likelihood: Likelihood;
  readonly settings: Required<VaeSettings>;

  constructor({ encoder, decoder, likelihood = bernoulli }: VaeNetworks, settings: VaeSettings) {
    this.encoder = encoder;
    this.decoder = decoder;
    this.likelihood = likelihood;
    this.settings = { beta: 1, freeBits: 0, ...settings };
    requireWeight("beta", this.settings.beta);
    requireWeight("freeBits", this.settings.freeBits);
  }

  phases(): readonly Phase[] {
    return [{ name: "vae", updates: this, loss: (batch, context) => this.loss(batch, context) }];
  }

  /** Terms: `reconstruction`, `kl`; with a scheduled weight also `beta`. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const posterior = this.posterior(x, context);
    const reconstruction = mean<Scalar>(this.distortion(x, posterior, context));
    const kl = gaussianKl(posterior.mean, posterior.logVariance);
    const { beta } = this.settings;
    const weight = typeof beta === "number" ? beta : context.schedule(beta);
    const total = add<Scalar>(reconstruction, mul(weight, this.chargedKl(posterior, kl)));
    return { total, reconstruction, kl, ...(typeof weight !== "number" && { beta: weight }) };
  }

  /** The posterior's means, `[batch, latent]`. */
  encode(x: Tensor, context: Context): Tensor {
    return this.posterior(x, context).mean;
  }

  decode(z: Tensor, context: Context): Tensor {
    return this.likelihood.mean(this.decoder.forward(z, context));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return this.decode(this.encode(x, context), context);
  }

  sample(count: number, context: Context): Tensor {
    return this.decode(context.rng.normal([count, this.settings.latent]), context);
  }

  /** One draw's bound on `−log p(x)` of each example, `[batch]`, in nats: the negative ELBO with β = 1. */
  score(x: Tensor, context: Context): Tensor {
    const posterior = this.posterior(x, context);
    const kl = gaussianKl.perExample(posterior.mean, posterior.logVariance);
    return add(this.distortion(x, posterior, context), kl);
  }

  private posterior(x: Tensor, context: Context): DiagonalGaussian {
    return diagonalGaussian(this.encoder.forward(x, context), this.settings.latent);
  }

  /** `−log p(x|z)` of each example with a draw from its posterior, `[batch]`. */
  private distortion(x: Tensor, { mean, logVariance }: DiagonalGaussian, context: Context): Tensor {
    const z = reparameterize(mean, logVariance, context.rng);
    return this.likelihood.negativeLog(this.decoder.forward(z, context), x);
  }

  /** The KL that the loss counts. */
  private chargedKl({ mean, logVariance }: DiagonalGaussian, kl: Scalar): Scalar {
    const { freeBits: minimum } = this.settings;
    return minimum > 0 ? freeBits(gaussianKlPerDimension(mean, logVariance), { minimum }) : kl;
  }
}

function requireWeight(name: string, value: number | Schedule): void {
  if (typeof value === "function" || (value >= 0 && Number.isFinite(value))) return;
  throw new RangeError(`\`${name}\` of Vae is ${value}. Expected a finite number, 0 or more.`);
}
