import {
  type Autoencodes,
  type Context,
  completeSettings,
  counts,
  createFrom,
  delegate,
  type FactoryOptions,
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
  type Weighs,
  weight,
} from "@genlab/core";
import { leakyRelu } from "@genlab/layers";
import { densityRatioTotalCorrelation, gaussianKl, minimax, permuteDimensions } from "@genlab/losses";
import { mlp } from "@genlab/networks";
import { addN, mul, type Scalar, type Tensor, unstack } from "@tensorflow/tfjs-core";
import { drawMany } from "./parts/gaussian-densities.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";
import { autoencode } from "./parts/objective.js";
import { Vae, type VaeNetworks, vaeSettings } from "./vae.js";

export interface FactorVaeNetworks extends VaeNetworks {
  /** Maps codes `[batch, latent]` to logits `[batch, 1]`, high for codes of examples, low for those with shuffled dimensions. */
  readonly discriminator: Layer;
}

export const factorVaeSettings = {
  latent: vaeSettings.latent,
  gamma: weight("`γ`, the weight of the total correlation.", { default: 35, source: "the paper's for 2-D shapes" }),
};

export interface FactorVaeSettings extends Given<typeof factorVaeSettings> {}

export interface FactorVae extends Samples, Autoencodes, Weighs, Pick<Vae, "startAtMean"> {}

/**
 * FactorVAE: minimises `−E_q(z|x) log p(x|z) + KL(q(z|x) ‖ N(0, I)) + γ E log D(z) / (1 − D(z))`, where the last term estimates the total
 * correlation of `q(z)` with a discriminator that tells codes from codes whose dimensions were shuffled over the batch.
 *
 * Kim & Mnih 2018, https://arxiv.org/abs/1802.05983
 */
export class FactorVae implements Model {
  readonly vae: Vae;
  readonly discriminator: Layer;
  readonly settings: Values<typeof factorVaeSettings>;

  /** @throws GenlabError for a setting that is none or out of range, and for networks that are none, or that it does not have. */
  constructor({ discriminator, ...networks }: FactorVaeNetworks, settings: FactorVaeSettings) {
    requireLayers("FactorVae", { discriminator });
    this.settings = completeSettings("FactorVae", factorVaeSettings, settings);
    this.vae = new Vae(networks, { latent: this.settings.latent });
    this.discriminator = discriminator;
  }

  phases(): readonly Phase[] {
    return [
      { name: "vae", updates: this.vae, loss: this.loss.bind(this) },
      { name: "discriminator", updates: this.discriminator, loss: this.discriminatorLoss.bind(this) },
    ];
  }

  /** Terms: `reconstruction`, `kl`, `totalCorrelation`. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const { posterior, z, reconstruction } = autoencode(this.vae, x, context);
    const kl = gaussianKl(posterior.mean, posterior.logVariance);
    const totalCorrelation = densityRatioTotalCorrelation(this.discriminator.forward(z, context));
    const total = addN([reconstruction, kl, mul<Scalar>(this.settings.gamma, totalCorrelation)]);
    return { total, reconstruction, kl, totalCorrelation };
  }

  /** The cross-entropy of codes against shuffled codes, each of draws of its own. */
  discriminatorLoss({ x }: ImageBatch, context: Context): Losses {
    const posterior = this.vae.posterior(x, context);
    const [joint, others] = unstack(drawMany(posterior, 2, context.rng)) as [Tensor, Tensor];
    const product = permuteDimensions(others, context.rng);
    const judge = (z: Tensor) => this.discriminator.forward(z, context);
    return { total: minimax.discriminator(judge(joint), judge(product)) };
  }
}

delegate(FactorVae, "vae", ["sample", "encode", "decode", "reconstruct", "score", "logWeights", "startAtMean"]);

export const factorVaeRecipe = modelRecipe({
  description: "VAE with independent codes, by a discriminator of them",
  paper: "https://arxiv.org/abs/1802.05983",
  // the discriminator's is the paper's (appendix A); the VAE has 1e-4 there, for 300 000 steps
  optimizer: {
    vae: { type: "adam", learningRate: 1e-3 },
    discriminator: { type: "adam", learningRate: 1e-4, beta1: 0.5, beta2: 0.9 },
  },
  settings: {
    ...factorVaeSettings,
    discriminatorHidden: counts("Features of the discriminator's hidden layers.", {
      default: [1000, 1000, 1000, 1000, 1000, 1000],
      source: "as in the paper",
    }),
    ...networkSettings,
  },
  create(options, { rng }) {
    const sizes = [options.latent, ...options.discriminatorHidden, 1];
    const discriminator = mlp({ sizes, activation: leakyRelu(0.2) }, rng.fork("discriminator"));
    return new FactorVae({ ...fittingNetworks(options, rng), discriminator }, pick(options, factorVaeSettings));
  },
});

export interface CreateFactorVaeOptions extends FactoryOptions<typeof factorVaeRecipe.settings> {}

/**
 * A FactorVAE with networks that fit the shape of one example.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createFactorVae(options: CreateFactorVaeOptions, rng: Rng): FactorVae {
  return createFrom("createFactorVae", factorVaeRecipe, options, { rng });
}
