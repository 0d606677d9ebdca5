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
import {
  type AdversarialLoss,
  type BatchLoss,
  featureMatching,
  generatorCost,
  nonSaturating,
  squaredError,
} from "@genlab/losses";
import { addN, mul, reshape, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { completeSettings } from "./options.js";
import { judgement } from "./parts/judgement.js";
import { RunningGaussian } from "./parts/running-gaussian.js";

export interface StagedAutoencoderGanNetworks {
  /** Maps `x` to codes `[batch, latent]`. */
  readonly encoder: Layer;
  /** Maps codes to data: the autoencoder's decoder and the GAN's generator in one. */
  readonly generator: Layer;
  /** Maps data to logits. */
  readonly discriminator: Layer;
}

export interface StagedAutoencoderGanSettings {
  readonly latent: number;
  /** Steps of the first stage: the autoencoder alone. Default 1000. */
  readonly pretrainingSteps?: number;
  /** Steps of the second stage: the GAN alone. Default 1000. */
  readonly adversarialSteps?: number;
  /** Weight of the feature matching on the encoder in the third stage. Default 1. */
  readonly featureWeight?: number;
  /** Weight of the generator's reconstruction term in the third stage. Default 1. */
  readonly reconstructionWeight?: number;
  /** Default `squaredError`. */
  readonly reconstruction?: BatchLoss;
  /** Default `nonSaturating`. */
  readonly adversarial?: AdversarialLoss;
}

export const stagedAutoencoderGanDefaults: Defaults<StagedAutoencoderGanSettings> = {
  latent: undefined,
  pretrainingSteps: 1000,
  adversarialSteps: 1000,
  featureWeight: 1,
  reconstructionWeight: 1,
  reconstruction: squaredError,
  adversarial: nonSaturating,
};

/**
 * Autoencoder, then GAN, then both. First `E d(x, G(E(x)))` is minimised in E and G. Then G goes on as the generator of a GAN on latents
 * from the Gaussian of E's codes, with the discriminator's loss `½ (real + fake)`. From then on the two alternate, and the generator
 * minimises `adversarial + φ ‖E f(G(z)) − E f(x)‖² + ρ d(x, G(E(x)))` with the encoder's codes for the features `f`.
 *
 * Feature matching: Salimans et al. 2016, https://arxiv.org/abs/1606.03498
 */
export class StagedAutoencoderGan implements Model, Samples, Encodes, Decodes, Reconstructs, Scores, Discriminates {
  readonly encoder: Layer;
  readonly generator: Layer;
  readonly discriminator: Layer;
  readonly codes: RunningGaussian;
  readonly settings: Required<StagedAutoencoderGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: StagedAutoencoderGanNetworks, settings: StagedAutoencoderGanSettings) {
    const { encoder, generator, discriminator } = networks;
    requireLayers("StagedAutoencoderGan", { encoder, generator, discriminator });
    this.encoder = encoder;
    this.generator = generator;
    this.discriminator = discriminator;
    this.settings = completeSettings("StagedAutoencoderGan", settings, stagedAutoencoderGanDefaults);
    const { latent, pretrainingSteps, adversarialSteps, featureWeight, reconstructionWeight } = this.settings;
    requireCounts("StagedAutoencoderGan", { latent });
    requireCounts("StagedAutoencoderGan", { pretrainingSteps, adversarialSteps }, 0);
    requireNonNegative("StagedAutoencoderGan", { featureWeight, reconstructionWeight });
    this.codes = new RunningGaussian({ latent });
  }

  phases(): readonly Phase[] {
    const isAdversarial = (step: number) => step >= this.settings.pretrainingSteps;
    return [
      {
        name: "autoencoder",
        updates: [this.encoder, this.generator],
        active: (step) => !isAdversarial(step) || this.isJoint(step),
        loss: (batch, context) => this.autoencoderLosses(batch, context),
      },
      {
        name: "discriminator",
        updates: this.discriminator,
        active: isAdversarial,
        loss: (batch, context) => this.discriminatorLosses(batch, context),
      },
      {
        name: "generator",
        updates: this.generator,
        active: isAdversarial,
        loss: (batch, context) => this.generatorLosses(batch, context),
      },
    ];
  }

  autoencoderLosses({ x }: ImageBatch, context: Context): Losses {
    const codes = this.encode(x, context);
    if (context.training) this.codes.follow(codes);
    return { total: this.settings.reconstruction(this.decode(codes, context), x) };
  }

  /** Terms: the mean logits of `real` and of `fake` data. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const real = this.discriminator.forward(x, context);
    const fake = this.discriminator.forward(this.sample(x.shape[0]!, context), context);
    return judgement(mul<Scalar>(0.5, this.settings.adversarial.discriminator(real, fake)), real, fake);
  }

  /** Terms: `adversarial`, `features`, `reconstruction`, the last two with the weight 0 in the second stage. */
  generatorLosses({ x }: ImageBatch, context: Context): Losses {
    const { adversarial: game, featureWeight, reconstructionWeight } = this.settings;
    const generated = this.sample(x.shape[0]!, context);
    const codes = this.encode(x, context);
    const fake = this.discriminator.forward(generated, context);
    const adversarial = generatorCost(game, fake, () => this.discriminator.forward(x, context));
    const features = featureMatching(this.encode(generated, context), codes);
    const reconstruction = this.settings.reconstruction(this.decode(codes, context), x);
    const joint = context.schedule((step) => (this.isJoint(step) ? 1 : 0));
    const weighted = [mul(featureWeight, features), mul(reconstructionWeight, reconstruction)];
    const total = addN<Scalar>([adversarial, ...weighted.map((term): Scalar => mul(joint, term))]);
    return { total, adversarial, features, reconstruction };
  }

  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => this.encoder.forward(x, context));
  }

  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.generator.forward(z, context));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws("StagedAutoencoderGan", { count }, context);
    return tidy(() => this.decode(this.codes.draw(count, context.rng), context));
  }

  /** The reconstruction error of each example, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => this.settings.reconstruction.perExample(this.reconstruct(x, context), x));
  }

  /** The discriminator's logits, `[batch]`. */
  discriminate(x: Tensor, context: Context): Tensor {
    return tidy(() => reshape(this.discriminator.forward(x, context), [x.shape[0]!]));
  }

  private isJoint(step: number): boolean {
    return step >= this.settings.pretrainingSteps + this.settings.adversarialSteps;
  }
}
