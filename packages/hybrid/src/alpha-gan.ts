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
  type Values,
  weight,
  withDefault,
} from "@genlab/core";
import { errorSetting, nonSaturating } from "@genlab/losses";
import { add, mean, mul, neg, type Scalar, type Tensor } from "@tensorflow/tfjs-core";
import { gameAdam } from "./parts/adam.js";
import { CodeGame } from "./parts/code-game.js";
import { judgement } from "./parts/judgement.js";
import { LatentCoder } from "./parts/latent-coder.js";
import { logitsOf } from "./parts/logits-of.js";
import { codeDiscriminatorNetwork, encodedGanNetworks, hybridSettings } from "./parts/networks.js";
import { GaussianPrior } from "./parts/priors.js";
import { withSamples } from "./parts/with-samples.js";

export interface AlphaGanNetworks {
  /** Maps `x` to codes `[batch, latent]`. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly generator: Layer;
  /** `D`: maps data to logits. */
  readonly discriminator: Layer;
  /** `C`: maps codes to logits. Without batch norm, it trains better. */
  readonly codeDiscriminator: Layer;
}

export const alphaGanSettings = {
  latent: count("Numbers of a code."),
  reconstructionWeight: weight("`λ`, the weight of the reconstruction.", { default: 10, source: "a choice of ours" }),
  reconstruction: errorSetting("What a reconstruction costs.", "absolute-error", "as in the paper"),
};

export interface AlphaGanSettings extends Given<typeof alphaGanSettings> {}

export interface AlphaGan extends AlphaGanNetworks, Samples, Autoencodes {}

/**
 * α-GAN: a discriminator `D` of data (real `x`; fake `G(E(x))` and `G(z)`) and one `C` of codes (real `z ~ N(0, I)`; fake `E(x)`)
 * minimise `−E log D(x) − ½ E log(1 − D(G(E(x)))) − ½ E log(1 − D(G(z)))` and `−E log C(z) − E log(1 − C(E(x)))`. With
 * `R(D) = log (1 − D) / D`, a logit's negative, the generator minimises `E λ |x − G(E(x))| + R(D(G(E(x)))) + R(D(G(z)))` and the encoder
 * `E λ |x − G(E(x))| + R(C(E(x)))`.
 *
 * Rosca et al. 2017, algorithm 1, https://arxiv.org/abs/1706.04987
 */
export class AlphaGan implements Model, Discriminates {
  readonly settings: Values<typeof alphaGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: AlphaGanNetworks, settings: AlphaGanSettings) {
    holdLayers("AlphaGan", this, networks, ["encoder", "generator", "discriminator", "codeDiscriminator"]);
    this.settings = completeSettings("AlphaGan", alphaGanSettings, settings);
  }

  get coder(): LatentCoder {
    const { encoder, generator: decoder, settings } = this;
    const prior = new GaussianPrior({ latent: settings.latent });
    return new LatentCoder("AlphaGan", { encoder, decoder, prior, error: settings.reconstruction });
  }

  private get codeGame(): CodeGame {
    return new CodeGame({ discriminator: this.codeDiscriminator, prior: this.coder.prior, game: nonSaturating });
  }

  phases(): readonly Phase[] {
    return [
      { name: "encoder", updates: this.encoder, loss: this.encoderLosses.bind(this) },
      { name: "generator", updates: this.generator, loss: this.generatorLosses.bind(this) },
      {
        name: "discriminator",
        updates: this.discriminator,
        loss: ({ x }, context) => {
          const real = this.discriminator.forward(x, context);
          const fakes = withSamples(this.reconstruct(x, context), this, context);
          const fake = this.discriminator.forward(fakes, context);
          return judgement(nonSaturating.discriminator(real, fake), real, fake);
        },
      },
      {
        name: "code-discriminator",
        updates: this.codeDiscriminator,
        loss: ({ x }, context) =>
          this.codeGame.discriminatorLosses(x.shape[0]!, () => this.encode(x, context), context),
      },
    ];
  }

  /** Terms: `reconstruction`, `adversarial` in the codes. */
  encoderLosses({ x }: ImageBatch, context: Context): Losses {
    const codes = this.encode(x, context);
    const adversarial = neg(mean<Scalar>(this.codeDiscriminator.forward(codes, context)));
    return this.withReconstruction(adversarial, this.decode(codes, context), x);
  }

  /** Terms: `reconstruction`, `adversarial` in the data. */
  generatorLosses({ x }: ImageBatch, context: Context): Losses {
    const reconstructed = this.reconstruct(x, context);
    const logits = this.discriminator.forward(withSamples(reconstructed, this, context), context);
    // two sums over equally many logits
    const adversarial = mul<Scalar>(-2, mean(logits));
    return this.withReconstruction(adversarial, reconstructed, x);
  }

  /** The discriminator's logits, `[batch]`. */
  discriminate(x: Tensor, context: Context): Tensor {
    return logitsOf(this.discriminator, x, context);
  }

  private withReconstruction(adversarial: Scalar, reconstructed: Tensor, x: Tensor): Losses {
    const { reconstructionWeight } = this.settings;
    const reconstruction = this.settings.reconstruction(reconstructed, x);
    return { total: add<Scalar>(adversarial, mul(reconstructionWeight, reconstruction)), reconstruction, adversarial };
  }
}

delegate(AlphaGan, "coder", ["sample", "encode", "decode", "reconstruct", "score"]);

export const alphaGanRecipe = modelRecipe({
  description: "Autoencoder with a discriminator of data and one of codes",
  paper: "https://arxiv.org/abs/1706.04987",
  optimizer: gameAdam,
  settings: {
    ...alphaGanSettings,
    reconstructionWeight: orAuto(
      weight(
        '`λ`, the weight of the reconstruction; "auto" is 10, and 0.4 for images, whose errors are sums over pixels: a choice of ours.',
      ),
    ),
    ...hybridSettings,
    batchNorm: withDefault(hybridSettings.batchNorm, "on", "as in the paper"),
  },
  create({ reconstructionWeight: asked, ...given }, { rng }) {
    const reconstructionWeight = asked === "auto" ? (given.shape.length === 3 ? 0.4 : 10) : asked;
    const options = { ...given, reconstructionWeight };
    const codeDiscriminator = codeDiscriminatorNetwork(options, rng);
    return new AlphaGan({ ...encodedGanNetworks(options, rng), codeDiscriminator }, pick(options, alphaGanSettings));
  },
});

export interface CreateAlphaGanOptions extends FactoryOptions<typeof alphaGanRecipe.settings> {}

/**
 * An α-GAN with networks that fit the shape of one example: `createAlphaGan({ shape: [28, 28, 1], latent: 16 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createAlphaGan(options: CreateAlphaGanOptions, rng: Rng): AlphaGan {
  return createFrom("createAlphaGan", alphaGanRecipe, options, { rng });
}
