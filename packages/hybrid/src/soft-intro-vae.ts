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
  requireCounts,
  requireDraws,
  requireLayers,
  requireNonNegative,
  type Samples,
  type Scores,
} from "@genlab/core";
import { type DiagonalGaussian, diagonalGaussian, reparameterize, stopGradient } from "@genlab/layers";
import { type BatchLoss, gaussianKl, squaredError } from "@genlab/losses";
import { add, addN, concat, div, exp, mean, mul, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { completeSettings } from "./options.js";

export interface SoftIntroVaeNetworks {
  /** Maps `x` to `[batch, 2 latent]`: means and log-variances. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly decoder: Layer;
}

export interface SoftIntroVaeSettings {
  readonly latent: number;
  /** `β_rec`. Default 1. */
  readonly reconstructionWeight?: number;
  /** `β_kl`. Default 1. */
  readonly beta?: number;
  /** `β_neg`, the weight of fake data's KL for the encoder: of the order of the latent's size. Default: the latent. */
  readonly negativeBeta?: number;
  /** `γ_r`, the weight of fake data's reconstruction for the decoder. Default 1e-8, as in the paper. */
  readonly fakeReconstructionWeight?: number;
  /** Default `squaredError`. */
  readonly reconstruction?: BatchLoss;
}

export const softIntroVaeDefaults = {
  latent: undefined,
  reconstructionWeight: 1,
  beta: 1,
  negativeBeta: undefined,
  fakeReconstructionWeight: 1e-8,
  reconstruction: squaredError,
};

/**
 * Soft-IntroVAE: a VAE whose encoder is also the discriminator, through the ELBO. With `L` an example's reconstruction error, `K` its
 * KL, fakes `x̂` decoded from the prior and from codes of `x`, and everything divided by the size of an example, the encoder minimises
 * `E β_rec L(x) + β_kl K(x) + ½ E exp(−2 (β_rec L(x̂) + β_neg K(x̂)))` and the decoder
 * `E β_rec L(x) + E β_kl K(x̂) + γ_r β_rec L(x̂)`.
 *
 * Daniel & Tamar 2020, https://arxiv.org/abs/2012.13253
 */
export class SoftIntroVae implements Model, Samples, Encodes, Decodes, Reconstructs, Scores {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly settings: Required<SoftIntroVaeSettings>;

  constructor({ encoder, decoder }: SoftIntroVaeNetworks, settings: SoftIntroVaeSettings) {
    requireLayers("SoftIntroVae", { encoder, decoder });
    this.encoder = encoder;
    this.decoder = decoder;
    const defaults = { ...softIntroVaeDefaults, negativeBeta: settings.latent };
    this.settings = completeSettings<SoftIntroVaeSettings>("SoftIntroVae", settings, defaults);
    const { latent, reconstruction, ...given } = this.settings;
    requireCounts("SoftIntroVae", { latent });
    requireNonNegative("SoftIntroVae", given);
  }

  phases(): readonly Phase[] {
    return [
      { name: "encoder", updates: this.encoder, loss: (batch, context) => this.encoderLosses(batch, context) },
      { name: "decoder", updates: this.decoder, loss: (batch, context) => this.decoderLosses(batch, context) },
    ];
  }

  /** Terms, summed over an example: `reconstruction`, `kl`; and `expelbo`, the mean of `exp(2 ELBO)` of fakes: near 0 they are told apart. */
  encoderLosses({ x }: ImageBatch, context: Context): Losses {
    const { reconstructionWeight, beta, negativeBeta, reconstruction: error } = this.settings;
    const posterior = this.posterior(x, context);
    const decoded = this.decode(reparameterize(posterior, context.rng), context);
    const [reconstruction, kl] = [error(decoded, x), gaussianKl(posterior.mean, posterior.logVariance)];
    const fakes = stopGradient(concat([decoded, this.sample(x.shape[0]!, context)])); // [2 batch, ...]
    const fake = this.elboOf(fakes, fakes, context);
    const costs = add(mul(reconstructionWeight, fake.reconstruction), mul(negativeBeta, fake.kl)); // [2 batch]
    const expelbo: Scalar = mean(exp(mul(-2 / sizeOf(x), costs)));
    const real = div(add(mul(reconstructionWeight, reconstruction), mul(beta, kl)), sizeOf(x));
    return { total: add<Scalar>(real, mul(0.5, expelbo)), reconstruction, kl, expelbo };
  }

  /** Terms, summed over an example: `reconstruction`, and the KL of fakes, `fakeKl`. */
  decoderLosses({ x }: ImageBatch, context: Context): Losses {
    const { reconstructionWeight, beta, fakeReconstructionWeight, reconstruction: error } = this.settings;
    const decoded = this.decode(reparameterize(this.posterior(x, context), context.rng), context);
    const fakes = concat([decoded, this.sample(x.shape[0]!, context)]); // [2 batch, ...]
    const fake = this.elboOf(fakes, stopGradient(fakes), context);
    const [reconstruction, fakeKl] = [error(decoded, x), mean<Scalar>(fake.kl)];
    const fakeWeight = fakeReconstructionWeight * reconstructionWeight;
    const terms = [
      mul(reconstructionWeight, reconstruction),
      mul(beta, fakeKl),
      mul(fakeWeight, mean(fake.reconstruction)),
    ];
    return { total: div<Scalar>(addN(terms), sizeOf(x)), reconstruction, fakeKl };
  }

  /** The posterior's means, `[batch, latent]`. */
  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => this.posterior(x, context).mean);
  }

  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.decoder.forward(z, context));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws("SoftIntroVae", { count }, context);
    return tidy(() => this.decode(context.rng.normal([count, this.settings.latent]), context));
  }

  /** The weighted negative ELBO of each example at one draw, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => {
      const { reconstructionWeight, beta } = this.settings;
      const { reconstruction, kl } = this.elboOf(x, x, context);
      return add(mul(reconstructionWeight, reconstruction), mul(beta, kl));
    });
  }

  private posterior(x: Tensor, context: Context): DiagonalGaussian {
    return diagonalGaussian(this.encoder.forward(x, context), this.settings.latent);
  }

  /** Each example's reconstruction error against `target`, and its KL, both `[batch]`. */
  private elboOf(x: Tensor, target: Tensor, context: Context) {
    const posterior = this.posterior(x, context);
    const decoded = this.decode(reparameterize(posterior, context.rng), context);
    return {
      reconstruction: this.settings.reconstruction.perExample(decoded, target),
      kl: gaussianKl.perExample(posterior.mean, posterior.logVariance),
    };
  }
}

const sizeOf = (x: Tensor): number => x.size / x.shape[0]!;
