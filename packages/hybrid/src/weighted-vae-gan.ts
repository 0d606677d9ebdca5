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
  rate,
  type Samples,
  type Schedule,
  type Values,
  withDefault,
} from "@genlab/core";
import { errorSetting, gameSetting, gaussianKl, generatorCost } from "@genlab/losses";
import { addN, mul, type Scalar, type Tensor } from "@tensorflow/tfjs-core";
import { judgement } from "./parts/judgement.js";
import { logitsOf } from "./parts/logits-of.js";
import { coderNetworks, discriminatorNetwork, hybridSettings } from "./parts/networks.js";
import { PosteriorCoder } from "./parts/posterior-coder.js";
import { withSamples } from "./parts/with-samples.js";

export interface WeightedVaeGanNetworks {
  /** Maps `x` to `[batch, 2 latent]`: means and log-variances. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly decoder: Layer;
  /** Maps data to logits. */
  readonly discriminator: Layer;
}

export const weightedVaeGanSettings = {
  latent: count("Numbers of a code."),
  reconstructionWeight: rate("`ρ`, the weight of the reconstruction.", { default: 1, min: 0 }),
  beta: rate("`β`, the weight of the KL term.", { default: 1, min: 0 }),
  adversarialWeight: rate("`λ`, the weight of the adversarial term.", { default: 1, min: 0 }),
  reconstruction: errorSetting("What a wrong reconstruction costs.", "squared-error"),
  game: gameSetting("non-saturating"),
};

export interface WeightedVaeGanSettings extends Given<typeof weightedVaeGanSettings> {}

export interface WeightedVaeGan extends WeightedVaeGanNetworks, Samples, Autoencodes {}

/**
 * VAE and GAN in one objective: encoder and decoder minimise `ρ E d(x, Dec(z)) + β KL(q(z|x) ‖ N(0, I)) + λ adversarial`, the
 * discriminator tells `x` from `Dec(z)`, `z ~ q(z|x)`, and `Dec(z_p)`, `z_p ~ N(0, I)`. Data are compared as they are; `VaeGan` compares
 * them in the discriminator's features.
 *
 * Larsen et al. 2015, https://arxiv.org/abs/1512.09300
 */
export class WeightedVaeGan implements Model, Discriminates {
  readonly settings: Values<typeof weightedVaeGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: WeightedVaeGanNetworks, settings: WeightedVaeGanSettings) {
    holdLayers("WeightedVaeGan", this, networks, ["encoder", "decoder", "discriminator"]);
    this.settings = completeSettings("WeightedVaeGan", weightedVaeGanSettings, settings);
  }

  get coder(): PosteriorCoder {
    const { encoder, decoder, settings } = this;
    const { latent, reconstruction: error } = settings;
    return new PosteriorCoder("WeightedVaeGan", { encoder, decoder, latent, error });
  }

  phases(): readonly Phase[] {
    return [
      { name: "discriminator", updates: this.discriminator, loss: this.discriminatorLosses.bind(this) },
      { name: "autoencoder", updates: [this.encoder, this.decoder], loss: this.autoencoderLosses.bind(this) },
    ];
  }

  /** Terms: the mean logits of `real` and of `fake` data. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const decoded = this.coder.decodeDraw(this.coder.posterior(x, context), context);
    const real = this.discriminator.forward(x, context);
    const fake = this.discriminator.forward(withSamples(decoded, this, context), context);
    return judgement(this.settings.game.discriminator(real, fake), real, fake);
  }

  /** Terms: `reconstruction`, `kl`, `adversarial`. */
  autoencoderLosses({ x }: ImageBatch, context: Context): Losses {
    const { reconstructionWeight, beta, adversarialWeight, game } = this.settings;
    const posterior = this.coder.posterior(x, context);
    const decoded = this.coder.decodeDraw(posterior, context);
    const reconstruction = this.settings.reconstruction(decoded, x);
    const kl = gaussianKl(posterior.mean, posterior.logVariance);
    const fake = this.discriminator.forward(withSamples(decoded, this, context), context);
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

  discriminate(x: Tensor, context: Context): Tensor {
    return logitsOf(this.discriminator, x, context);
  }
}

delegate(WeightedVaeGan, "coder", ["sample", "encode", "decode", "reconstruct", "score"]);

export const weightedVaeGanRecipe = modelRecipe({
  description: "VAE and GAN in one, as a weighted sum of reconstruction, KL and adversarial terms",
  paper: "https://arxiv.org/abs/1512.09300",
  // Larsen et al. 2015, https://arxiv.org/abs/1512.09300
  optimizer: { type: "rmsprop", learningRate: 3e-4 },
  settings: {
    ...weightedVaeGanSettings,
    ...hybridSettings,
    batchNorm: withDefault(hybridSettings.batchNorm, "on", "as in the paper"),
  },
  create(options, { rng }) {
    const coders = coderNetworks({ ...options, codes: 2 * options.latent }, rng);
    const discriminator = discriminatorNetwork(options, rng);
    return new WeightedVaeGan({ ...coders, discriminator }, pick(options, weightedVaeGanSettings));
  },
});

export interface CreateWeightedVaeGanOptions extends FactoryOptions<typeof weightedVaeGanRecipe.settings> {}

/**
 * A weighted VAE-GAN with networks that fit the shape of one example: `createWeightedVaeGan({ shape: [28, 28, 1], latent: 16 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 *
 * @example
 * ```ts
 * import { createRng, createWeightedVaeGan } from "genlab";
 *
 * const model = createWeightedVaeGan({ shape: [8, 8, 1], latent: 4, network: "dense", beta: 0.1 }, createRng(1));
 * console.log(model.phases().map(({ name }) => name)); // ["discriminator", "autoencoder"]
 * ```
 */
export function createWeightedVaeGan(options: CreateWeightedVaeGanOptions, rng: Rng): WeightedVaeGan {
  return createFrom("createWeightedVaeGan", weightedVaeGanRecipe, options, { rng });
}
