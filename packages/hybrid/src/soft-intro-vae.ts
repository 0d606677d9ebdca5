import {
  type Autoencodes,
  type Context,
  completeSettings,
  count,
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
  orAuto,
  type Phase,
  pick,
  type Rng,
  type Samples,
  type Values,
  weight,
  withDefault,
} from "@genlab/core";
import { stopGradient } from "@genlab/layers";
import { errorSetting, gaussianKl } from "@genlab/losses";
import { add, addN, div, exp, mean, mul, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { coderNetworks, hybridSettings } from "./parts/networks.js";
import { PosteriorCoder } from "./parts/posterior-coder.js";
import { withSamples } from "./parts/with-samples.js";

export interface SoftIntroVaeNetworks {
  /** Maps `x` to `[batch, 2 latent]`: means and log-variances. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly decoder: Layer;
}

export const softIntroVaeSettings = {
  latent: count("Numbers of a code."),
  reconstructionWeight: weight("`β_rec`, the weight of the reconstruction.", { default: 1 }),
  beta: weight("`β_kl`, the weight of the KL term.", { default: 1 }),
  negativeBeta: orAuto(
    weight(
      "`β_neg`, the weight of fake data's KL for the encoder: of the order of the latent's size, which \"auto\" is.",
    ),
  ),
  fakeReconstructionWeight: weight("`γ_r`, the weight of fake data's reconstruction for the decoder.", {
    default: 1e-8,
    source: "as in the paper",
  }),
  reconstruction: errorSetting("What a wrong reconstruction costs.", "squared-error"),
};

export interface SoftIntroVaeSettings extends Given<typeof softIntroVaeSettings> {}

export interface SoftIntroVae extends SoftIntroVaeNetworks, Samples, Autoencodes {}

/**
 * Soft-IntroVAE: a VAE whose encoder is also the discriminator, through the ELBO. With `L` an example's reconstruction error, `K` its
 * KL, fakes `x̂` decoded from the prior and from codes of `x`, and everything divided by the size of an example, the encoder minimises
 * `E β_rec L(x) + β_kl K(x) + ½ E exp(−2 (β_rec L(x̂) + β_neg K(x̂)))` and the decoder
 * `E β_rec L(x) + E β_kl K(x̂) + γ_r β_rec L(x̂)`.
 *
 * Daniel & Tamar 2020, https://arxiv.org/abs/2012.13253
 */
export class SoftIntroVae implements Model {
  readonly settings: Values<typeof softIntroVaeSettings> & { readonly negativeBeta: number };

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: SoftIntroVaeNetworks, settings: SoftIntroVaeSettings) {
    holdLayers("SoftIntroVae", this, networks, ["encoder", "decoder"]);
    const values = completeSettings("SoftIntroVae", softIntroVaeSettings, settings);
    const { latent, negativeBeta } = values;
    this.settings = { ...values, negativeBeta: negativeBeta === "auto" ? latent : negativeBeta };
  }

  get coder(): PosteriorCoder {
    const { encoder, decoder, settings } = this;
    const { latent, reconstruction: error } = settings;
    return new PosteriorCoder("SoftIntroVae", { encoder, decoder, latent, error });
  }

  phases(): readonly Phase[] {
    return [
      { name: "encoder", updates: this.encoder, loss: this.encoderLosses.bind(this) },
      { name: "decoder", updates: this.decoder, loss: this.decoderLosses.bind(this) },
    ];
  }

  /** Terms, summed over an example: `reconstruction`, `kl`; and `expelbo`, the mean of `exp(2 ELBO)` of fakes: near 0 they are told apart. */
  encoderLosses({ x }: ImageBatch, context: Context): Losses {
    const { reconstructionWeight, beta, negativeBeta, reconstruction: error } = this.settings;
    const posterior = this.coder.posterior(x, context);
    const decoded = this.coder.decodeDraw(posterior, context);
    const [reconstruction, kl] = [error(decoded, x), gaussianKl(posterior.mean, posterior.logVariance)];
    const fakes = stopGradient(withSamples(decoded, this, context)); // [2 batch, ...]
    const fake = this.elboOf(fakes, fakes, context);
    const costs = add(mul(reconstructionWeight, fake.reconstruction), mul(negativeBeta, fake.kl)); // [2 batch]
    const expelbo: Scalar = mean(exp(mul(-2 / sizeOf(x), costs)));
    const real = div(add(mul(reconstructionWeight, reconstruction), mul(beta, kl)), sizeOf(x));
    return { total: add<Scalar>(real, mul(0.5, expelbo)), reconstruction, kl, expelbo };
  }

  /** Terms, summed over an example: `reconstruction`, and the KL of fakes, `fakeKl`. */
  decoderLosses({ x }: ImageBatch, context: Context): Losses {
    const { reconstructionWeight, beta, fakeReconstructionWeight, reconstruction: error } = this.settings;
    const decoded = this.coder.decodeDraw(this.coder.posterior(x, context), context);
    const fakes = withSamples(decoded, this, context); // [2 batch, ...]
    const fake = this.elboOf(fakes, stopGradient(fakes), context);
    const [reconstruction, fakeKl] = [error(decoded, x), mean<Scalar>(fake.kl)];
    const fakeWeight = fakeReconstructionWeight * reconstructionWeight;
    const terms = [
      mul(reconstructionWeight, reconstruction),
      mul(beta, fakeKl),
      mul(fakeWeight, mean(fake.reconstruction)),
    ];
    return { total: div<Scalar>(addN(terms), sizeOf(x)), reconstruction, fakeKl };
  }

  /** The weighted negative ELBO of each example at one draw, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => {
      const { reconstructionWeight, beta } = this.settings;
      const { reconstruction, kl } = this.elboOf(x, x, context);
      return add(mul(reconstructionWeight, reconstruction), mul(beta, kl));
    });
  }

  /** Each example's reconstruction error against `target`, and its KL, both `[batch]`. */
  private elboOf(x: Tensor, target: Tensor, context: Context) {
    const posterior = this.coder.posterior(x, context);
    const decoded = this.coder.decodeDraw(posterior, context);
    return {
      reconstruction: this.settings.reconstruction.perExample(decoded, target),
      kl: gaussianKl.perExample(posterior.mean, posterior.logVariance),
    };
  }
}

delegate(SoftIntroVae, "coder", ["sample", "encode", "decode", "reconstruct"]);

const sizeOf = (x: Tensor): number => x.size / x.shape[0]!;

export const softIntroVaeRecipe = modelRecipe({
  description: "VAE whose encoder tells data from samples",
  paper: "https://arxiv.org/abs/2012.13253",
  // the authors have 2e-4, for longer trainings: https://arxiv.org/abs/2012.13253
  optimizer: { type: "adam", learningRate: 5e-4 },
  settings: {
    ...softIntroVaeSettings,
    reconstructionWeight: orAuto(
      weight('`β_rec`, the weight of the reconstruction; "auto" is 1, and 30 for images: a choice of ours.'),
    ),
    beta: orAuto(weight('`β_kl`, the weight of the KL term; "auto" is 1, and 15 for images: a choice of ours.')),
    ...hybridSettings,
    batchNorm: withDefault(hybridSettings.batchNorm, "on", "as the authors have it"),
  },
  create({ reconstructionWeight, beta, ...given }, { rng }) {
    const [ofReconstruction, ofKl] = given.shape.length === 3 ? [30, 15] : [1, 1];
    const options = {
      ...given,
      reconstructionWeight: reconstructionWeight === "auto" ? ofReconstruction : reconstructionWeight,
      beta: beta === "auto" ? ofKl : beta,
    };
    const coders = coderNetworks({ ...options, codes: 2 * options.latent }, rng);
    return new SoftIntroVae(coders, pick(options, softIntroVaeSettings));
  },
});

export interface CreateSoftIntroVaeOptions extends FactoryOptions<typeof softIntroVaeRecipe.settings> {}

/**
 * A Soft-IntroVAE with networks that fit the shape of one example: `createSoftIntroVae({ shape: [28, 28, 1], latent: 16 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createSoftIntroVae(options: CreateSoftIntroVaeOptions, rng: Rng): SoftIntroVae {
  return createFrom("createSoftIntroVae", softIntroVaeRecipe, options, { rng });
}
