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
} from "@genlab/core";
import { gameSetting, squaredError } from "@genlab/losses";
import { dcganAdam } from "./parts/adam.js";
import { codesOf } from "./parts/codes.js";
import type { PairDiscriminator } from "./parts/joint-discriminator.js";
import { judgePairs } from "./parts/judge-pairs.js";
import { judgement } from "./parts/judgement.js";
import { LatentCoder } from "./parts/latent-coder.js";
import { hybridSettings, pairNetworks } from "./parts/networks.js";
import { GaussianPrior } from "./parts/priors.js";

export interface BiGanNetworks {
  /** Maps `x` to codes `[batch, latent]`; where it is stochastic to means and log-variances `[batch, 2 latent]`. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly generator: Layer;
  readonly discriminator: PairDiscriminator;
}

export const biGanSettings = {
  latent: count("Numbers of a code."),
  stochastic: flag("Whether codes are drawn from `N(μ(x), σ²(x))`, as in ALI, or are a function of `x`, as in BiGAN.", {
    default: false,
  }),
  game: gameSetting("non-saturating"),
};

export interface BiGanSettings extends Given<typeof biGanSettings> {}

export interface BiGan extends BiGanNetworks, Samples, Autoencodes {}

/**
 * Bidirectional GAN, also called ALI: the discriminator tells pairs `(x, E(x))` (real) from `(G(z), z)` (fake), `z ~ N(0, I)`; encoder
 * and generator minimise its loss with the two exchanged. At the optimum the encoder inverts the generator.
 *
 * Donahue et al. 2016, https://arxiv.org/abs/1605.09782; Dumoulin et al. 2016, https://arxiv.org/abs/1606.00704
 */
export class BiGan implements Model {
  readonly settings: Values<typeof biGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: BiGanNetworks, settings: BiGanSettings) {
    holdLayers("BiGan", this, networks, ["encoder", "generator", "discriminator"]);
    this.settings = completeSettings("BiGan", biGanSettings, settings);
  }

  get coder(): LatentCoder {
    const { encoder, generator: decoder, settings } = this;
    const prior = new GaussianPrior({ latent: settings.latent });
    return new LatentCoder("BiGan", { encoder, decoder, ...codesOf(settings), prior, error: squaredError });
  }

  phases(): readonly Phase[] {
    return [
      { name: "discriminator", updates: this.discriminator, loss: this.discriminatorLosses.bind(this) },
      { name: "generator", updates: [this.encoder, this.generator], loss: this.generatorLosses.bind(this) },
    ];
  }

  /** Terms: the mean logits of `real` and of `fake` pairs. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const { real, fake } = judgePairs(this, x, context);
    return judgement(this.settings.game.discriminator(real, fake), real, fake);
  }

  generatorLosses({ x }: ImageBatch, context: Context): Losses {
    const { real, fake } = judgePairs(this, x, context);
    return { total: this.settings.game.discriminator(fake, real) };
  }
}

delegate(BiGan, "coder", ["sample", "encode", "decode", "reconstruct", "score"]);

export const biGanRecipe = modelRecipe({
  description: "GAN of pairs of data and codes, with an encoder; stochastic: ALI",
  paper: "https://arxiv.org/abs/1605.09782, https://arxiv.org/abs/1606.00704",
  // with DCGAN's rate of 2e-4, that of Donahue et al. 2016, it draws nothing of digits in 1000 steps: docs/reproduce.md
  optimizer: { ...dcganAdam, learningRate: 1e-3 },
  settings: { ...biGanSettings, ...hybridSettings },
  create: (options, { rng }) => new BiGan(pairNetworks(options, rng), pick(options, biGanSettings)),
});

export interface CreateBiGanOptions extends FactoryOptions<typeof biGanRecipe.settings> {}

/**
 * A BiGAN, or an ALI where it is stochastic, with networks that fit the shape of one example: `createBiGan({ shape: [2], latent: 2 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createBiGan(options: CreateBiGanOptions, rng: Rng): BiGan {
  return createFrom("createBiGan", biGanRecipe, options, { rng });
}
