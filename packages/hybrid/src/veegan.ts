import {
  type Context,
  type Decodes,
  type Defaults,
  type Encodes,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  type Phase,
  type Reconstructs,
  requireCounts,
  requireDraws,
  requireLayers,
  requireNonNegative,
  type Samples,
  type Scores,
} from "@genlab/core";
import { diagonalGaussian } from "@genlab/layers";
import { gaussianNegativeLogLikelihood, nonSaturating, squaredError } from "@genlab/losses";
import { add, mean, mul, neg, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { completeSettings } from "./options.js";
import { drawCodes, meanCodes } from "./parts/codes.js";
import type { PairDiscriminator } from "./parts/joint-discriminator.js";
import { judgement } from "./parts/judgement.js";

export interface VeeganNetworks {
  /** `R`: maps `x` to codes `[batch, latent]`; where it is stochastic to means and log-variances `[batch, 2 latent]`. */
  readonly reconstructor: Layer;
  /** Maps codes to data. */
  readonly generator: Layer;
  readonly discriminator: PairDiscriminator;
}

export interface VeeganSettings {
  readonly latent: number;
  /**
   * Whether `R` is a Gaussian with a learned variance, as in the authors' code, or a function: then codes of data and noise are told
   * apart for ever, as data of few dimensions cannot hold the noise. Default true.
   */
  readonly stochastic?: boolean;
  /** `λ`, the weight of the reconstruction of the noise. Default 1, as in the paper. */
  readonly reconstructionWeight?: number;
}

export const veeganDefaults: Defaults<VeeganSettings> = {
  latent: undefined,
  stochastic: true,
  reconstructionWeight: 1,
};

/**
 * VEEGAN: the discriminator's logit `l` estimates the log-ratio between pairs `(x, R(x))` and `(G(z), z)`, `z ~ N(0, I)`; generator and
 * reconstructor minimise `−E l(G(z), z) − λ E log N(z; R(G(z)))`, a squared error where the variance is fixed. Noise that the generator maps to a mode it shares cannot be reconstructed,
 * and data that it leaves out are mapped away from the prior, which the discriminator sees.
 *
 * Srivastava et al. 2017, algorithm 1, https://arxiv.org/abs/1705.07761
 */
export class Veegan implements Model, Samples, Encodes, Decodes, Reconstructs, Scores {
  readonly reconstructor: Layer;
  readonly generator: Layer;
  readonly discriminator: PairDiscriminator;
  readonly settings: Required<VeeganSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor({ reconstructor, generator, discriminator }: VeeganNetworks, settings: VeeganSettings) {
    requireLayers("Veegan", { reconstructor, generator, discriminator });
    this.reconstructor = reconstructor;
    this.generator = generator;
    this.discriminator = discriminator;
    this.settings = completeSettings("Veegan", settings, veeganDefaults);
    const { latent, reconstructionWeight } = this.settings;
    requireCounts("Veegan", { latent });
    requireNonNegative("Veegan", { reconstructionWeight });
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "discriminator",
        updates: this.discriminator,
        loss: (batch, context) => this.discriminatorLosses(batch, context),
      },
      {
        name: "generator",
        updates: [this.reconstructor, this.generator],
        loss: (batch, context) => this.generatorLosses(batch, context),
      },
    ];
  }

  /** Terms: the mean logits of `real` and of `fake` pairs. */
  discriminatorLosses({ x }: ImageBatch, context: Context): Losses {
    const z = this.prior(x.shape[0]!, context);
    const codes = drawCodes(this.reconstructor.forward(x, context), this.settings, context.rng);
    const real = this.discriminator.forward(x, codes, context);
    const fake = this.discriminator.forward(this.decode(z, context), z, context);
    return judgement(nonSaturating.discriminator(real, fake), real, fake);
  }

  /** Terms: `adversarial`, `reconstruction` of the noise. */
  generatorLosses({ x }: ImageBatch, context: Context): Losses {
    const z = this.prior(x.shape[0]!, context);
    const generated = this.decode(z, context);
    const adversarial = neg(mean<Scalar>(this.discriminator.forward(generated, z, context)));
    const reconstruction = this.reconstructionOf(z, this.reconstructor.forward(generated, context));
    const total = add<Scalar>(adversarial, mul(this.settings.reconstructionWeight, reconstruction));
    return { total, adversarial, reconstruction };
  }

  /** The codes; the means of stochastic ones. */
  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => meanCodes(this.reconstructor.forward(x, context), this.settings));
  }

  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.generator.forward(z, context));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws("Veegan", { count }, context);
    return tidy(() => this.decode(this.prior(count, context), context));
  }

  /** The squared error of each example's reconstruction, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => squaredError.perExample(this.reconstruct(x, context), x));
  }

  private reconstructionOf(z: Tensor, output: Tensor): Scalar {
    const { latent, stochastic } = this.settings;
    if (!stochastic) return squaredError(output, z);
    const { mean, logVariance } = diagonalGaussian(output, latent);
    return gaussianNegativeLogLikelihood(mean, z, logVariance);
  }

  private prior(count: number, { rng }: Context): Tensor {
    return rng.normal([count, this.settings.latent]);
  }
}
