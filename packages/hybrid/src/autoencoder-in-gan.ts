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
  orAuto,
  type Phase,
  pick,
  type Rng,
  type Samples,
  switchOrAuto,
  type Values,
  weight,
  withDefault,
} from "@genlab/core";
import { errorSetting, gameSetting, generatorCost } from "@genlab/losses";
import { batchNormFor } from "@genlab/networks";
import { add, mul, type Scalar, type Tensor, tanh } from "@tensorflow/tfjs-core";
import { gameAdam } from "./parts/adam.js";
import { judgement } from "./parts/judgement.js";
import { LatentCoder } from "./parts/latent-coder.js";
import { logitsOf } from "./parts/logits-of.js";
import { encodedGanNetworks, hybridSettings } from "./parts/networks.js";
import { UniformPrior } from "./parts/priors.js";
import { withSamples } from "./parts/with-samples.js";

export interface AutoencoderInGanNetworks {
  /** Maps `x` to `[batch, latent]`, which the hyperbolic tangent then bounds. */
  readonly encoder: Layer;
  /** Maps codes in [−1, 1] to data. */
  readonly generator: Layer;
  /** Maps data to logits. */
  readonly discriminator: Layer;
}

export const autoencoderInGanSettings = {
  latent: count("Numbers of a code."),
  reconstructionWeight: weight(
    "`ρ`, the weight of the reconstruction. At 0 the discriminator alone teaches encoder and generator.",
    { default: 1 },
  ),
  reconstruction: errorSetting("What a wrong reconstruction costs.", "squared-error"),
  game: gameSetting("non-saturating"),
};

export interface AutoencoderInGanSettings extends Given<typeof autoencoderInGanSettings> {}

export interface AutoencoderInGan extends AutoencoderInGanNetworks, Samples, Autoencodes {}

/**
 * Autoencoder inside a GAN: the encoder maps data into the box `[−1, 1]^latent` that the noise `z` is drawn from evenly, and the
 * discriminator judges `x` (real) against `G(E(x))` and `G(z)` (fake). Encoder and generator minimise
 * `adversarial(G(E(x)), G(z)) + ρ d(x, G(E(x)))`: the generator has a gradient from data where the discriminator gives none.
 *
 * Of no paper; the parts are those of VAE-GAN (https://arxiv.org/abs/1512.09300), without its KL term.
 */
export class AutoencoderInGan implements Model, Discriminates {
  readonly settings: Values<typeof autoencoderInGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: AutoencoderInGanNetworks, settings: AutoencoderInGanSettings) {
    holdLayers("AutoencoderInGan", this, networks, ["encoder", "generator", "discriminator"]);
    this.settings = completeSettings("AutoencoderInGan", autoencoderInGanSettings, settings);
  }

  get coder(): LatentCoder {
    const { encoder, generator: decoder, settings } = this;
    const [prior, error] = [new UniformPrior(settings), settings.reconstruction];
    return new LatentCoder("AutoencoderInGan", { encoder, decoder, code: (output) => tanh(output), prior, error });
  }

  phases(): readonly Phase[] {
    return [
      { name: "discriminator", updates: this.discriminator, loss: this.discriminatorLosses.bind(this) },
      { name: "autoencoder", updates: [this.encoder, this.generator], loss: this.autoencoderLosses.bind(this) },
    ];
  }

  /** Terms: the mean logits of `real` and of `fake` data. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const real = this.discriminator.forward(x, context);
    const fake = this.discriminator.forward(withSamples(this.reconstruct(x, context), this, context), context);
    return judgement(this.settings.game.discriminator(real, fake), real, fake);
  }

  /** Terms: `adversarial`, `reconstruction`. */
  autoencoderLosses({ x }: ImageBatch, context: Context): Losses {
    const { game, reconstructionWeight } = this.settings;
    const reconstructed = this.reconstruct(x, context);
    const fake = this.discriminator.forward(withSamples(reconstructed, this, context), context);
    const adversarial = generatorCost(game, fake, () => this.discriminator.forward(x, context));
    const reconstruction = this.settings.reconstruction(reconstructed, x);
    const total = add<Scalar>(adversarial, mul(reconstructionWeight, reconstruction));
    return { total, adversarial, reconstruction };
  }

  discriminate(x: Tensor, context: Context): Tensor {
    return logitsOf(this.discriminator, x, context);
  }
}

delegate(AutoencoderInGan, "coder", ["sample", "encode", "decode", "reconstruct", "score"]);

export const autoencoderInGanRecipe = modelRecipe({
  description: "GAN whose generator also decodes data, which an encoder maps to its noise",
  paper: "none",
  optimizer: gameAdam,
  settings: {
    ...autoencoderInGanSettings,
    reconstructionWeight: orAuto(
      weight(
        '`ρ`, the weight of the reconstruction; at 0 the discriminator alone teaches encoder and generator. "auto" is 1, and 0.1 for images, whose errors are sums over pixels.',
      ),
    ),
    ...hybridSettings,
    batchNorm: withDefault(hybridSettings.batchNorm, "on", "as in DCGAN"),
    // without it samples are soon all alike, while reconstructions are not
    discriminatorBatchNorm: switchOrAuto('Whether the discriminator has batch norm; "auto" is on for images.'),
  },
  create({ reconstructionWeight: asked, discriminatorBatchNorm: isNormed, ...given }, { rng }) {
    const isImage = given.shape.length === 3;
    const reconstructionWeight = asked === "auto" ? (isImage ? 0.1 : 1) : asked;
    const hasNorm = isNormed === "auto" ? isImage : isNormed;
    const networks = encodedGanNetworks({ ...given, ...(hasNorm && { norm: batchNormFor(0) }) }, rng);
    return new AutoencoderInGan(networks, pick({ ...given, reconstructionWeight }, autoencoderInGanSettings));
  },
});

export interface CreateAutoencoderInGanOptions extends FactoryOptions<typeof autoencoderInGanRecipe.settings> {}

/**
 * An autoencoder inside a GAN with networks that fit the shape of one example: `createAutoencoderInGan({ shape: [28, 28, 1], latent: 32 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createAutoencoderInGan(options: CreateAutoencoderInGanOptions, rng: Rng): AutoencoderInGan {
  return createFrom("createAutoencoderInGan", autoencoderInGanRecipe, options, { rng });
}
