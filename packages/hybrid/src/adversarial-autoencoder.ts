import {
  type Autoencodes,
  type Context,
  completeSettings,
  count,
  createFrom,
  delegate,
  type FactoryOptions,
  flag,
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
import { errorSetting, gameSetting } from "@genlab/losses";
import { gameAdam } from "./parts/adam.js";
import { CodeGame } from "./parts/code-game.js";
import { codesOf, encodedSize } from "./parts/codes.js";
import { LatentCoder } from "./parts/latent-coder.js";
import {
  codeDiscriminatorNetwork,
  decoderNetwork,
  encoderNetwork,
  hybridSettings,
  noisyEncoderNetwork,
} from "./parts/networks.js";
import { GaussianPrior } from "./parts/priors.js";

export interface AdversarialAutoencoderNetworks {
  /** Maps `x` to codes `[batch, latent]`; where it is stochastic to means and log-variances `[batch, 2 latent]`. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly decoder: Layer;
  /** Maps codes to logits `[batch, 1]`. */
  readonly discriminator: Layer;
}

export const adversarialAutoencoderSettings = {
  latent: count("Numbers of a code."),
  stochastic: flag(
    "Whether codes are drawn from `N(μ(x), σ²(x))`, the paper's Gaussian posterior, or are a function of `x`: then only the data's own spread can fill the prior.",
    { default: false },
  ),
  priorDeviation: weight("`σ` of the prior `N(0, σ² I)`.", { default: 5, source: "as the paper has it on MNIST" }),
  reconstruction: errorSetting("What a reconstruction costs.", "squared-error"),
  game: gameSetting("non-saturating"),
};

export interface AdversarialAutoencoderSettings extends Given<typeof adversarialAutoencoderSettings> {}

export interface AdversarialAutoencoder extends AdversarialAutoencoderNetworks, Samples, Autoencodes {}

/**
 * Adversarial autoencoder: encoder and decoder minimise `E d(x, Dec(E(x)))`; a discriminator of codes tells draws `z` from the prior
 * `p(z)` (real) from `E(x)` (fake), and the encoder deceives it, so that the codes of all data together have the prior's distribution.
 *
 * Makhzani et al. 2015, https://arxiv.org/abs/1511.05644
 */
export class AdversarialAutoencoder implements Model {
  readonly settings: Values<typeof adversarialAutoencoderSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: AdversarialAutoencoderNetworks, settings: AdversarialAutoencoderSettings) {
    holdLayers("AdversarialAutoencoder", this, networks, ["encoder", "decoder", "discriminator"]);
    this.settings = completeSettings("AdversarialAutoencoder", adversarialAutoencoderSettings, settings);
  }

  get coder(): LatentCoder {
    const { encoder, decoder, settings } = this;
    const prior = new GaussianPrior(settings);
    const codes = codesOf(settings);
    return new LatentCoder("AdversarialAutoencoder", {
      encoder,
      decoder,
      ...codes,
      prior,
      error: settings.reconstruction,
    });
  }

  private get codeGame(): CodeGame {
    return new CodeGame({ discriminator: this.discriminator, prior: this.coder.prior, game: this.settings.game });
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "autoencoder",
        updates: [this.encoder, this.decoder],
        loss: ({ x }, context) => ({
          total: this.settings.reconstruction(this.decode(this.coder.draw(x, context), context), x),
        }),
      },
      { name: "discriminator", updates: this.discriminator, loss: this.discriminatorLosses.bind(this) },
      { name: "encoder", updates: this.encoder, loss: this.encoderLosses.bind(this) },
    ];
  }

  /** Terms: the mean logits of draws from the prior, `real`, and of codes, `fake`. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    return this.codeGame.discriminatorLosses(x.shape[0]!, () => this.coder.draw(x, context), context);
  }

  encoderLosses({ x }: ImageBatch, context: Context): Losses {
    return { total: this.codeGame.encoderCost(this.coder.draw(x, context), context) };
  }
}

delegate(AdversarialAutoencoder, "coder", ["sample", "encode", "decode", "reconstruct", "score"]);

export const adversarialAutoencoderRecipe = modelRecipe({
  description: "Autoencoder whose codes a discriminator brings to the prior",
  paper: "https://arxiv.org/abs/1511.05644",
  optimizer: gameAdam,
  settings: {
    ...adversarialAutoencoderSettings,
    posteriorNoise: count(
      "Numbers of noise that the encoder reads beside `x`, the paper's universal approximator posterior: codes of an example can then have any distribution. 0: none.",
      { default: 0, min: 0 },
    ),
    ...hybridSettings,
    batchNorm: withDefault(hybridSettings.batchNorm, "on"),
  },
  create(options, { rng }) {
    const { posteriorNoise } = options;
    const codes = encodedSize(options);
    const networks = {
      encoder:
        posteriorNoise === 0
          ? encoderNetwork(options, codes, rng)
          : noisyEncoderNetwork(options, codes, posteriorNoise, rng),
      decoder: decoderNetwork(options, rng),
      discriminator: codeDiscriminatorNetwork(options, rng),
    };
    return new AdversarialAutoencoder(networks, pick(options, adversarialAutoencoderSettings));
  },
});

export interface CreateAdversarialAutoencoderOptions
  extends FactoryOptions<typeof adversarialAutoencoderRecipe.settings> {}

/**
 * An adversarial autoencoder with networks that fit the shape of one example: `createAdversarialAutoencoder({ shape: [28, 28, 1], latent: 8 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 *
 * @example
 * ```ts
 * import { createAdversarialAutoencoder, createContext, createRng } from "genlab";
 *
 * const rng = createRng(1);
 * const model = createAdversarialAutoencoder({ shape: [8, 8, 1], latent: 4, network: "dense" }, rng);
 * console.log(model.encode(rng.uniform([2, 8, 8, 1]), createContext({ rng })).shape); // [2, 4]
 * ```
 */
export function createAdversarialAutoencoder(
  options: CreateAdversarialAutoencoderOptions,
  rng: Rng,
): AdversarialAutoencoder {
  return createFrom("createAdversarialAutoencoder", adversarialAutoencoderRecipe, options, { rng });
}
