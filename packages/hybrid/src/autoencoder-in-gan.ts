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
  type Scores,
} from "@genlab/core";
import { type AdversarialLoss, type BatchLoss, generatorCost, nonSaturating, squaredError } from "@genlab/losses";
import { add, concat, mul, reshape, type Scalar, type Tensor, tanh, tidy } from "@tensorflow/tfjs-core";
import { completeSettings } from "./options.js";
import { judgement } from "./parts/judgement.js";

export interface AutoencoderInGanNetworks {
  /** Maps `x` to `[batch, latent]`, which the hyperbolic tangent then bounds. */
  readonly encoder: Layer;
  /** Maps codes in [−1, 1] to data. */
  readonly generator: Layer;
  /** Maps data to logits. */
  readonly discriminator: Layer;
}

export interface AutoencoderInGanSettings {
  readonly latent: number;
  /** `ρ`, the weight of the reconstruction. At 0 the discriminator alone teaches encoder and generator. Default 1. */
  readonly reconstructionWeight?: number;
  /** Default `squaredError`. */
  readonly reconstruction?: BatchLoss;
  /** Default `nonSaturating`. */
  readonly adversarial?: AdversarialLoss;
}

export const autoencoderInGanDefaults: Defaults<AutoencoderInGanSettings> = {
  latent: undefined,
  reconstructionWeight: 1,
  reconstruction: squaredError,
  adversarial: nonSaturating,
};

/**
 * Autoencoder inside a GAN: the encoder maps data into the box `[−1, 1]^latent` that the noise `z` is drawn from evenly, and the
 * discriminator judges `x` (real) against `G(E(x))` and `G(z)` (fake). Encoder and generator minimise
 * `adversarial(G(E(x)), G(z)) + ρ d(x, G(E(x)))`: the generator has a gradient from data where the discriminator gives none.
 *
 * Of no paper; the parts are those of VAE-GAN (https://arxiv.org/abs/1512.09300), without its KL term.
 */
export class AutoencoderInGan implements Model, Samples, Encodes, Decodes, Reconstructs, Scores, Discriminates {
  readonly encoder: Layer;
  readonly generator: Layer;
  readonly discriminator: Layer;
  readonly settings: Required<AutoencoderInGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor({ encoder, generator, discriminator }: AutoencoderInGanNetworks, settings: AutoencoderInGanSettings) {
    requireLayers("AutoencoderInGan", { encoder, generator, discriminator });
    this.encoder = encoder;
    this.generator = generator;
    this.discriminator = discriminator;
    this.settings = completeSettings("AutoencoderInGan", settings, autoencoderInGanDefaults);
    const { latent, reconstructionWeight } = this.settings;
    requireCounts("AutoencoderInGan", { latent });
    requireNonNegative("AutoencoderInGan", { reconstructionWeight });
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
        updates: [this.encoder, this.generator],
        loss: (batch, context) => this.autoencoderLosses(batch, context),
      },
    ];
  }

  /** Terms: the mean logits of `real` and of `fake` data. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const real = this.discriminator.forward(x, context);
    const fake = this.judgeFakes(this.reconstruct(x, context), context);
    return judgement(this.settings.adversarial.discriminator(real, fake), real, fake);
  }

  /** Terms: `adversarial`, `reconstruction`. */
  autoencoderLosses({ x }: ImageBatch, context: Context): Losses {
    const { adversarial: game, reconstructionWeight } = this.settings;
    const reconstructed = this.reconstruct(x, context);
    const fake = this.judgeFakes(reconstructed, context);
    const adversarial = generatorCost(game, fake, () => this.discriminator.forward(x, context));
    const reconstruction = this.settings.reconstruction(reconstructed, x);
    const total = add<Scalar>(adversarial, mul(reconstructionWeight, reconstruction));
    return { total, adversarial, reconstruction };
  }

  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => tanh(this.encoder.forward(x, context)));
  }

  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.generator.forward(z, context));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws("AutoencoderInGan", { count }, context);
    return tidy(() => this.decode(context.rng.uniform([count, this.settings.latent], -1, 1), context));
  }

  /** The reconstruction error of each example, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => this.settings.reconstruction.perExample(this.reconstruct(x, context), x));
  }

  /** The discriminator's logits, `[batch]`. */
  discriminate(x: Tensor, context: Context): Tensor {
    return tidy(() => reshape(this.discriminator.forward(x, context), [x.shape[0]!]));
  }

  private judgeFakes(reconstructed: Tensor, context: Context): Tensor {
    const fakes = concat([reconstructed, this.sample(reconstructed.shape[0]!, context)]); // [2 batch, ...]
    return this.discriminator.forward(fakes, context);
  }
}
