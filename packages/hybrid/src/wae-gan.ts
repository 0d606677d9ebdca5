import {
  type Autoencodes,
  type Context,
  completeSettings,
  count,
  delegate,
  type FactoryOptions,
  factoryOptions,
  type Given,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  modelRecipe,
  type Phase,
  pick,
  type Rng,
  requireLayers,
  type Samples,
  type Values,
  weight,
} from "@genlab/core";
import { errorSetting, gameSetting, generatorCost } from "@genlab/losses";
import { add, mul, type Scalar, type Tensor } from "@tensorflow/tfjs-core";
import { judgement } from "./parts/judgement.js";
import { LatentCoder } from "./parts/latent-coder.js";
import { codeDiscriminatorNetwork, coderNetworks, hybridSettings } from "./parts/networks.js";
import { GaussianPrior } from "./parts/priors.js";

export interface WaeGanNetworks {
  /** Maps `x` to codes `[batch, latent]`. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly decoder: Layer;
  /** Maps codes to logits `[batch, 1]`. */
  readonly discriminator: Layer;
}

export const waeGanSettings = {
  latent: count("Numbers of a code."),
  divergenceWeight: weight("`λ`, the weight of the divergence.", {
    default: 10,
    source: "as the paper has it on MNIST",
  }),
  priorDeviation: weight("`σ` of the prior `N(0, σ² I)`.", { default: 1 }),
  cost: errorSetting("The transport cost.", "squared-error"),
  game: gameSetting("non-saturating"),
};

export interface WaeGanSettings extends Given<typeof waeGanSettings> {}

/**
 * Wasserstein autoencoder with an adversary of codes: minimises `E c(x, Dec(E(x))) + λ D(q(z), p(z))`, with the divergence between the
 * codes of all data and the prior as a discriminator of codes sees it.
 *
 * Tolstikhin et al. 2017, algorithm 1, https://arxiv.org/abs/1711.01558
 */
export class WaeGan implements Model {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly discriminator: Layer;
  readonly settings: Values<typeof waeGanSettings>;
  readonly prior: GaussianPrior;
  readonly coder: LatentCoder;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor({ encoder, decoder, discriminator }: WaeGanNetworks, settings: WaeGanSettings) {
    requireLayers("WaeGan", { encoder, decoder, discriminator });
    this.encoder = encoder;
    this.decoder = decoder;
    this.discriminator = discriminator;
    this.settings = completeSettings("WaeGan", waeGanSettings, settings);
    this.prior = new GaussianPrior(this.settings);
    this.coder = new LatentCoder("WaeGan", { encoder, decoder, prior: this.prior, error: this.settings.cost });
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "discriminator",
        updates: this.discriminator,
        loss: ({ x }, context) => {
          const real = this.judgePrior(x.shape[0]!, context);
          const fake = this.discriminator.forward(this.encode(x, context), context);
          return judgement(this.settings.game.discriminator(real, fake), real, fake);
        },
      },
      {
        name: "autoencoder",
        updates: [this.encoder, this.decoder],
        loss: (batch, context) => this.autoencoderLosses(batch, context),
      },
    ];
  }

  /** Terms: `reconstruction`, `divergence`. */
  autoencoderLosses({ x }: ImageBatch, context: Context): Losses {
    const { divergenceWeight, cost, game } = this.settings;
    const codes = this.encode(x, context);
    const reconstruction = cost(this.decode(codes, context), x);
    const fake = this.discriminator.forward(codes, context);
    const divergence = generatorCost(game, fake, () => this.judgePrior(x.shape[0]!, context));
    return { total: add<Scalar>(reconstruction, mul(divergenceWeight, divergence)), reconstruction, divergence };
  }

  private judgePrior(count: number, context: Context): Tensor {
    return this.discriminator.forward(this.prior.draw(count, context.rng), context);
  }
}

export interface WaeGan extends Samples, Autoencodes {}
delegate(WaeGan, "coder", ["sample", "encode", "decode", "reconstruct", "score"]);

export const waeGanOptions = { ...waeGanSettings, ...hybridSettings };

export interface CreateWaeGanOptions extends FactoryOptions<typeof waeGanOptions> {}

/**
 * A WAE-GAN with networks that fit the shape of one example: `createWaeGan({ shape: [28, 28, 1], latent: 8 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createWaeGan(options: CreateWaeGanOptions, rng: Rng): WaeGan {
  const values = factoryOptions("createWaeGan", waeGanOptions, options, rng);
  const discriminator = codeDiscriminatorNetwork(values, rng);
  return new WaeGan({ ...coderNetworks(values, rng), discriminator }, pick(values, waeGanSettings));
}

/** Tolstikhin et al. 2017, https://arxiv.org/abs/1711.01558 */
const adam = { type: "adam", learningRate: 1e-3, beta1: 0.5 } as const;

export const waeGanRecipe = modelRecipe({
  description: "Wasserstein autoencoder with an adversary of its codes",
  paper: "https://arxiv.org/abs/1711.01558",
  optimizer: { autoencoder: adam, discriminator: { ...adam, learningRate: 5e-4 } },
  settings: waeGanOptions,
  create: (values, { shape, rng }) => createWaeGan({ shape, ...values }, rng),
});
