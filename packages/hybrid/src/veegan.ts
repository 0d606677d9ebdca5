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
  orAuto,
  type Phase,
  pick,
  type Rng,
  type Samples,
  switchOrAuto,
  type Values,
  weight,
} from "@genlab/core";
import { diagonalGaussian } from "@genlab/layers";
import { gaussianNegativeLogLikelihood, nonSaturating, squaredError } from "@genlab/losses";
import { add, mean, mul, neg, type Scalar, type Tensor } from "@tensorflow/tfjs-core";
import { gameAdam } from "./parts/adam.js";
import { codesOf } from "./parts/codes.js";
import type { PairDiscriminator } from "./parts/joint-discriminator.js";
import { judgePairs } from "./parts/judge-pairs.js";
import { judgement } from "./parts/judgement.js";
import { LatentCoder } from "./parts/latent-coder.js";
import { hybridSettings, pairNetworks } from "./parts/networks.js";
import { GaussianPrior } from "./parts/priors.js";

export interface VeeganNetworks {
  /** `R`: maps `x` to codes `[batch, latent]`; where it is stochastic to means and log-variances `[batch, 2 latent]`. */
  readonly reconstructor: Layer;
  /** Maps codes to data. */
  readonly generator: Layer;
  readonly discriminator: PairDiscriminator;
}

export const veeganSettings = {
  latent: count("Numbers of a code."),
  stochastic: flag(
    "Whether `R` is a Gaussian with a learned variance, as in the authors' code, or a function: then codes of data and noise are told apart for ever, as data of few dimensions cannot hold the noise.",
    { default: true },
  ),
  reconstructionWeight: weight("`λ`, the weight of the reconstruction of the noise.", {
    default: 1,
    source: "as in the paper",
  }),
};

export interface VeeganSettings extends Given<typeof veeganSettings> {}

export interface Veegan extends VeeganNetworks, Samples, Autoencodes {}

/**
 * VEEGAN: the discriminator's logit `l` estimates the log-ratio between pairs `(x, R(x))` and `(G(z), z)`, `z ~ N(0, I)`; generator and
 * reconstructor minimise `−E l(G(z), z) − λ E log N(z; R(G(z)))`, a squared error where the variance is fixed. Noise that the generator maps to a mode it shares cannot be reconstructed,
 * and data that it leaves out are mapped away from the prior, which the discriminator sees.
 *
 * Srivastava et al. 2017, algorithm 1, https://arxiv.org/abs/1705.07761
 */
export class Veegan implements Model {
  readonly settings: Values<typeof veeganSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: VeeganNetworks, settings: VeeganSettings) {
    holdLayers("Veegan", this, networks, ["reconstructor", "generator", "discriminator"]);
    this.settings = completeSettings("Veegan", veeganSettings, settings);
  }

  get coder(): LatentCoder {
    const { reconstructor: encoder, generator: decoder, settings } = this;
    const prior = new GaussianPrior({ latent: settings.latent });
    return new LatentCoder("Veegan", { encoder, decoder, ...codesOf(settings), prior, error: squaredError });
  }

  phases(): readonly Phase[] {
    return [
      { name: "discriminator", updates: this.discriminator, loss: this.discriminatorLosses.bind(this) },
      { name: "generator", updates: [this.reconstructor, this.generator], loss: this.generatorLosses.bind(this) },
    ];
  }

  /** Terms: the mean logits of `real` and of `fake` pairs. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const { real, fake } = judgePairs(this, x, context);
    return judgement(nonSaturating.discriminator(real, fake), real, fake);
  }

  /** Terms: `adversarial`, `reconstruction` of the noise. */
  generatorLosses({ x }: ImageBatch, context: Context): Losses {
    const z = this.coder.prior.draw(x.shape[0]!, context.rng);
    const generated = this.decode(z, context);
    const adversarial = neg(mean<Scalar>(this.discriminator.forward(generated, z, context)));
    const reconstruction = this.reconstructionOf(z, this.reconstructor.forward(generated, context));
    const total = add<Scalar>(adversarial, mul(this.settings.reconstructionWeight, reconstruction));
    return { total, adversarial, reconstruction };
  }

  private reconstructionOf(z: Tensor, output: Tensor): Scalar {
    const { latent, stochastic } = this.settings;
    if (!stochastic) return squaredError(output, z);
    const { mean, logVariance } = diagonalGaussian(output, latent);
    return gaussianNegativeLogLikelihood(mean, z, logVariance);
  }
}

delegate(Veegan, "coder", ["sample", "encode", "decode", "reconstruct", "score"]);

export const veeganRecipe = modelRecipe({
  description: "GAN of pairs of data and codes, whose noise is reconstructed",
  paper: "https://arxiv.org/abs/1705.07761",
  // the discriminator's is slow, or it tells all pairs apart: a choice of ours
  optimizer: { discriminator: { ...gameAdam, learningRate: 1e-4 }, generator: gameAdam },
  settings: {
    ...veeganSettings,
    stochastic: switchOrAuto(
      'Whether `R` is a Gaussian with a learned variance, as in the authors\' code, or a function; "auto" is a Gaussian for points, where a function of few dimensions cannot hold the noise and codes are told apart for ever, and a function for images.',
    ),
    reconstructionWeight: orAuto(
      weight('`λ`, the weight of the reconstruction of the noise; "auto" is 1, as in the paper, and 0.1 for images.'),
    ),
    ...hybridSettings,
  },
  create(options, { rng }) {
    const isImage = options.shape.length === 3;
    const { stochastic, reconstructionWeight } = options;
    const values = {
      ...options,
      stochastic: stochastic === "auto" ? !isImage : stochastic,
      reconstructionWeight: reconstructionWeight === "auto" ? (isImage ? 0.1 : 1) : reconstructionWeight,
    };
    const { encoder: reconstructor, ...others } = pairNetworks(values, rng);
    return new Veegan({ reconstructor, ...others }, pick(values, veeganSettings));
  },
});

export interface CreateVeeganOptions extends FactoryOptions<typeof veeganRecipe.settings> {}

/**
 * A VEEGAN with networks that fit the shape of one example: `createVeegan({ shape: [2], latent: 2 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createVeegan(options: CreateVeeganOptions, rng: Rng): Veegan {
  return createFrom("createVeegan", veeganRecipe, options, { rng });
}
