import {
  type Autoencodes,
  type Context,
  completeSettings,
  createFrom,
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
} from "@genlab/core";
import { gameSetting } from "@genlab/losses";
import { add, mul, type Scalar } from "@tensorflow/tfjs-core";
import { CodeGame } from "./parts/code-game.js";
import { LatentCoder } from "./parts/latent-coder.js";
import { codeDiscriminatorNetwork, coderNetworks, hybridSettings } from "./parts/networks.js";
import { GaussianPrior } from "./parts/priors.js";
import { wassersteinAdam, wassersteinSettings } from "./parts/wasserstein.js";

export interface WaeGanNetworks {
  /** Maps `x` to codes `[batch, latent]`. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly decoder: Layer;
  /** Maps codes to logits `[batch, 1]`. */
  readonly discriminator: Layer;
}

export const waeGanSettings = { ...wassersteinSettings, game: gameSetting("non-saturating") };

export interface WaeGanSettings extends Given<typeof waeGanSettings> {}

export interface WaeGan extends WaeGanNetworks, Samples, Autoencodes {}

/**
 * Wasserstein autoencoder with an adversary of codes: minimises `E c(x, Dec(E(x))) + λ D(q(z), p(z))`, with the divergence between the
 * codes of all data and the prior as a discriminator of codes sees it.
 *
 * Tolstikhin et al. 2017, algorithm 1, https://arxiv.org/abs/1711.01558
 */
export class WaeGan implements Model {
  readonly settings: Values<typeof waeGanSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: WaeGanNetworks, settings: WaeGanSettings) {
    holdLayers("WaeGan", this, networks, ["encoder", "decoder", "discriminator"]);
    this.settings = completeSettings("WaeGan", waeGanSettings, settings);
  }

  get coder(): LatentCoder {
    const { encoder, decoder, settings } = this;
    const prior = new GaussianPrior(settings);
    return new LatentCoder("WaeGan", { encoder, decoder, prior, error: settings.cost });
  }

  private get codeGame(): CodeGame {
    return new CodeGame({ discriminator: this.discriminator, prior: this.coder.prior, game: this.settings.game });
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "discriminator",
        updates: this.discriminator,
        loss: ({ x }, context) =>
          this.codeGame.discriminatorLosses(x.shape[0]!, () => this.encode(x, context), context),
      },
      { name: "autoencoder", updates: [this.encoder, this.decoder], loss: this.autoencoderLosses.bind(this) },
    ];
  }

  /** Terms: `reconstruction`, `divergence`. */
  autoencoderLosses({ x }: ImageBatch, context: Context): Losses {
    const { divergenceWeight, cost } = this.settings;
    const codes = this.encode(x, context);
    const reconstruction = cost(this.decode(codes, context), x);
    const divergence = this.codeGame.encoderCost(codes, context);
    return { total: add<Scalar>(reconstruction, mul(divergenceWeight, divergence)), reconstruction, divergence };
  }
}

delegate(WaeGan, "coder", ["sample", "encode", "decode", "reconstruct", "score"]);

export const waeGanRecipe = modelRecipe({
  description: "Wasserstein autoencoder with an adversary of its codes",
  paper: "https://arxiv.org/abs/1711.01558",
  optimizer: { autoencoder: wassersteinAdam, discriminator: { ...wassersteinAdam, learningRate: 5e-4 } },
  settings: { ...waeGanSettings, ...hybridSettings },
  create(options, { rng }) {
    const discriminator = codeDiscriminatorNetwork(options, rng);
    return new WaeGan({ ...coderNetworks(options, rng), discriminator }, pick(options, waeGanSettings));
  },
});

export interface CreateWaeGanOptions extends FactoryOptions<typeof waeGanRecipe.settings> {}

/**
 * A WAE-GAN with networks that fit the shape of one example: `createWaeGan({ shape: [28, 28, 1], latent: 8 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createWaeGan(options: CreateWaeGanOptions, rng: Rng): WaeGan {
  return createFrom("createWaeGan", waeGanRecipe, options, { rng });
}
