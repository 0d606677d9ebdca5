import {
  type Context,
  type Decodes,
  type Defaults,
  type Discriminates,
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
  type Schedule,
  type Scores,
  withoutSchedules,
} from "@genlab/core";
import { type DiagonalGaussian, diagonalGaussian, reparameterize } from "@genlab/layers";
import {
  type AdversarialLoss,
  type BatchLoss,
  gaussianKl,
  generatorCost,
  nonSaturating,
  squaredError,
} from "@genlab/losses";
import { addN, concat, mul, reshape, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { completeSettings } from "./options.js";
import { judgement } from "./parts/judgement.js";

export interface WeightedVaeGanNetworks {
  /** Maps `x` to `[batch, 2 latent]`: means and log-variances. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly decoder: Layer;
  /** Maps data to logits. */
  readonly discriminator: Layer;
}

export interface WeightedVaeGanSettings {
  readonly latent: number;
  /** `ρ`. Default 1. */
  readonly reconstructionWeight?: number | Schedule;
  /** `β`. Default 1. */
  readonly beta?: number | Schedule;
  /** `λ`. Default 1. */
  readonly adversarialWeight?: number | Schedule;
  /** Default `squaredError`. */
  readonly reconstruction?: BatchLoss;
  /** Default `nonSaturating`. */
  readonly adversarial?: AdversarialLoss;
}

export const weightedVaeGanDefaults: Defaults<WeightedVaeGanSettings> = {
  latent: undefined,
  reconstructionWeight: 1,
  beta: 1,
  adversarialWeight: 1,
  reconstruction: squaredError,
  adversarial: nonSaturating,
};

/**
 * VAE and GAN in one objective: encoder and decoder minimise `ρ E d(x, Dec(z)) + β KL(q(z|x) ‖ N(0, I)) + λ adversarial`, the
 * discriminator tells `x` from `Dec(z)`, `z ~ q(z|x)`, and `Dec(z_p)`, `z_p ~ N(0, I)`. Data are compared as they are; `VaeGan` compares
 * them in the discriminator's features.
 *
 * Larsen et al. 2015, https://arxiv.org/abs/1512.09300
 */
export class WeightedVaeGan implements Model, Samples, Encodes, Decodes, Reconstructs, Scores, Discriminates {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly discriminator: Layer;
  readonly settings: Required<WeightedVaeGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor({ encoder, decoder, discriminator }: WeightedVaeGanNetworks, settings: WeightedVaeGanSettings) {
    requireLayers("WeightedVaeGan", { encoder, decoder, discriminator });
    this.encoder = encoder;
    this.decoder = decoder;
    this.discriminator = discriminator;
    this.settings = completeSettings("WeightedVaeGan", settings, weightedVaeGanDefaults);
    const { latent, reconstructionWeight, beta, adversarialWeight } = this.settings;
    requireCounts("WeightedVaeGan", { latent });
    requireNonNegative("WeightedVaeGan", withoutSchedules({ reconstructionWeight, beta, adversarialWeight }));
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "discriminator",
        updates: this.discriminator,
        loss: (batch, context) => this.discriminatorLosses(batch, context),
      },
      {
        name: "autoencoder",
        updates: [this.encoder, this.decoder],
        loss: (batch, context) => this.autoencoderLosses(batch, context),
      },
    ];
  }

  /** Terms: the mean logits of `real` and of `fake` data. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const decoded = this.decode(reparameterize(this.posterior(x, context), context.rng), context);
    const real = this.discriminator.forward(x, context);
    const fake = this.judgeFakes(decoded, context);
    return judgement(this.settings.adversarial.discriminator(real, fake), real, fake);
  }

  /** Terms: `reconstruction`, `kl`, `adversarial`. */
  autoencoderLosses({ x }: ImageBatch, context: Context): Losses {
    const { reconstructionWeight, beta, adversarialWeight, adversarial: game } = this.settings;
    const posterior = this.posterior(x, context);
    const decoded = this.decode(reparameterize(posterior, context.rng), context);
    const reconstruction = this.settings.reconstruction(decoded, x);
    const kl = gaussianKl(posterior.mean, posterior.logVariance);
    const fake = this.judgeFakes(decoded, context);
    const adversarial = generatorCost(game, fake, () => this.discriminator.forward(x, context));
    const weigh = (weight: number | Schedule, term: Scalar): Scalar =>
      mul(typeof weight === "number" ? weight : context.schedule(weight), term);
    const total = addN([
      weigh(reconstructionWeight, reconstruction),
      weigh(beta, kl),
      weigh(adversarialWeight, adversarial),
    ]);
    return { total, reconstruction, kl, adversarial };
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
    requireDraws("WeightedVaeGan", { count }, context);
    return tidy(() => this.decode(context.rng.normal([count, this.settings.latent]), context));
  }

  /** The reconstruction error of each example, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => this.settings.reconstruction.perExample(this.reconstruct(x, context), x));
  }

  /** The discriminator's logits, `[batch]`. */
  discriminate(x: Tensor, context: Context): Tensor {
    return tidy(() => reshape(this.discriminator.forward(x, context), [x.shape[0]!]));
  }

  private posterior(x: Tensor, context: Context): DiagonalGaussian {
    return diagonalGaussian(this.encoder.forward(x, context), this.settings.latent);
  }

  private judgeFakes(decoded: Tensor, context: Context): Tensor {
    const fakes = concat([decoded, this.sample(decoded.shape[0]!, context)]); // [2 batch, ...]
    return this.discriminator.forward(fakes, context);
  }
}
