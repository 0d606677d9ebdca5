import {
  type Autoencodes,
  type Context,
  completeSettings,
  count,
  createFrom,
  type Discriminates,
  delegate,
  type FactoryOptions,
  type Given,
  holdLayers,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  modelRecipe,
  type Phase,
  pick,
  type Rng,
  type Samples,
  type Values,
  weight,
  withDefault,
} from "@genlab/core";
import { RunningGaussian } from "@genlab/layers";
import { errorSetting, featureMatching, gameSetting, generatorCost } from "@genlab/losses";
import { addN, mul, type Scalar, type Tensor } from "@tensorflow/tfjs-core";
import { dcganAdam } from "./parts/adam.js";
import { judgement } from "./parts/judgement.js";
import { LatentCoder } from "./parts/latent-coder.js";
import { logitsOf } from "./parts/logits-of.js";
import { encodedGanNetworks, hybridSettings } from "./parts/networks.js";

export interface StagedAutoencoderGanNetworks {
  /** Maps `x` to codes `[batch, latent]`. */
  readonly encoder: Layer;
  /** Maps codes to data: the autoencoder's decoder and the GAN's generator in one. */
  readonly generator: Layer;
  /** Maps data to logits. */
  readonly discriminator: Layer;
}

export const stagedAutoencoderGanSettings = {
  latent: count("Numbers of a code."),
  pretrainingSteps: count("Steps of the first stage: the autoencoder alone.", { default: 500, min: 0 }),
  adversarialSteps: count("Steps of the second stage: the GAN alone.", { default: 500, min: 0 }),
  featureWeight: weight("`φ`, the weight of the feature matching on the encoder in the third stage.", { default: 1 }),
  reconstructionWeight: weight("`ρ`, the weight of the generator's reconstruction term in the third stage.", {
    default: 1,
  }),
  reconstruction: errorSetting("What a wrong reconstruction costs.", "squared-error"),
  game: gameSetting("non-saturating"),
};

export interface StagedAutoencoderGanSettings extends Given<typeof stagedAutoencoderGanSettings> {}

export interface StagedAutoencoderGan extends StagedAutoencoderGanNetworks, Samples, Autoencodes {}

/**
 * Autoencoder, then GAN, then both. First `E d(x, G(E(x)))` is minimised in E and G. Then G goes on as the generator of a GAN on latents
 * from the Gaussian of E's codes, with the discriminator's loss `½ (real + fake)`. From then on the two alternate, and the generator
 * minimises `adversarial + φ ‖E f(G(z)) − E f(x)‖² + ρ d(x, G(E(x)))` with the encoder's codes for the features `f`.
 *
 * Feature matching: Salimans et al. 2016, https://arxiv.org/abs/1606.03498
 */
export class StagedAutoencoderGan implements Model, Discriminates {
  readonly settings: Values<typeof stagedAutoencoderGanSettings>;
  // made behind the networks, whose variables come first
  declare readonly codes: RunningGaussian;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: StagedAutoencoderGanNetworks, settings: StagedAutoencoderGanSettings) {
    holdLayers("StagedAutoencoderGan", this, networks, ["encoder", "generator", "discriminator"]);
    this.settings = completeSettings("StagedAutoencoderGan", stagedAutoencoderGanSettings, settings);
    this.codes = new RunningGaussian({ latent: this.settings.latent });
  }

  get coder(): LatentCoder {
    const { encoder, generator: decoder, codes: prior } = this;
    return new LatentCoder("StagedAutoencoderGan", { encoder, decoder, prior, error: this.settings.reconstruction });
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
    return judgement(mul<Scalar>(0.5, this.settings.game.discriminator(real, fake)), real, fake);
  }

  /** Terms: `adversarial`, `features`, `reconstruction`, the last two with the weight 0 in the second stage. */
  generatorLosses({ x }: ImageBatch, context: Context): Losses {
    const { game, featureWeight, reconstructionWeight } = this.settings;
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

  discriminate(x: Tensor, context: Context): Tensor {
    return logitsOf(this.discriminator, x, context);
  }

  private isJoint(step: number): boolean {
    return step >= this.settings.pretrainingSteps + this.settings.adversarialSteps;
  }
}

delegate(StagedAutoencoderGan, "coder", ["sample", "encode", "decode", "reconstruct", "score"]);

export const stagedAutoencoderGanRecipe = modelRecipe({
  description: "Autoencoder, then a GAN from its decoder, then both in turns",
  paper: "none",
  optimizer: { autoencoder: { type: "adam", learningRate: 1e-3 }, discriminator: dcganAdam, generator: dcganAdam },
  settings: {
    ...stagedAutoencoderGanSettings,
    ...hybridSettings,
    batchNorm: withDefault(hybridSettings.batchNorm, "on"),
  },
  stages: { pretrainingSteps: 0.25, adversarialSteps: 0.25 },
  create: (options, { rng }) =>
    new StagedAutoencoderGan(encodedGanNetworks(options, rng), pick(options, stagedAutoencoderGanSettings)),
});

export interface CreateStagedAutoencoderGanOptions extends FactoryOptions<typeof stagedAutoencoderGanRecipe.settings> {}

/**
 * A staged autoencoder and GAN with networks that fit the shape of one example: `createStagedAutoencoderGan({ shape: [28, 28, 1], latent: 8 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createStagedAutoencoderGan(options: CreateStagedAutoencoderGanOptions, rng: Rng): StagedAutoencoderGan {
  return createFrom("createStagedAutoencoderGan", stagedAutoencoderGanRecipe, options, { rng });
}
