import {
  type Autoencodes,
  type Context,
  completeSettings,
  count,
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
  orAuto,
  type Phase,
  type Rng,
  rate,
  refuseUnknown,
  requireDraws,
  requireLayers,
  requireShape,
  type Samples,
  type Values,
  type Weighs,
  withDefault,
} from "@genlab/core";
import { type DiagonalGaussian, diagonalGaussian, reparameterize } from "@genlab/layers";
import { bernoulli, DecoderLikelihood, gaussianKl, gaussianKlBetween, type Likelihood } from "@genlab/losses";
import { mlp } from "@genlab/networks";
import { add, mean, mul, neg, reshape, type Scalar, squeeze, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { logDensity, logStandardDensity } from "./parts/gaussian-densities.js";
import { gaussianProduct } from "./parts/gaussian-product.js";
import { repeated } from "./parts/log-weights.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";
import { weightAt } from "./parts/weight-at.js";
import type { VaeNetworks } from "./vae.js";

/** The encoder gives what the data say of `z₁`, the decoder reads `z₁`. */
export interface LadderVaeNetworks extends VaeNetworks {
  /** Maps the encoder's output to `[batch, 2 upperLatent]`: means and log-variances of `q(z₂|x)`. */
  readonly upperEncoder: Layer;
  /** Maps `z₂` to `[batch, 2 latent]`: means and log-variances of `p(z₁|z₂)`. */
  readonly upperDecoder: Layer;
}

export const ladderVaeSettings = {
  latent: count("Size of `z₁`, which the data are decoded from."),
  upperLatent: count("Size of `z₂`."),
  beta: rate("Weight of both divergences; the paper warms it up from 0 to 1.", { default: 1, min: 0 }),
};

export interface LadderVaeSettings extends Given<typeof ladderVaeSettings> {}

export interface LadderVae extends Pick<DecoderLikelihood, "decode" | "startAtMean"> {}

/**
 * VAE with two stochastic layers: minimises
 * `−E log p(x|z₁) + β (E KL(q(z₁|x, z₂) ‖ p(z₁|z₂)) + KL(q(z₂|x) ‖ N(0, I)))`, where `q(z₁|x, z₂)` is the product of what the data say and
 * of `p(z₁|z₂)`, each weighted by its precision.
 *
 * Sønderby et al. 2016, https://arxiv.org/abs/1602.02282
 */
export class LadderVae implements Model, Samples, Autoencodes, Weighs {
  readonly encoder: Layer;
  readonly upperEncoder: Layer;
  readonly upperDecoder: Layer;
  readonly decoder: Layer;
  readonly likelihood: Likelihood;
  readonly settings: Values<typeof ladderVaeSettings>;

  /** @throws GenlabError for a setting that is none or out of range, and for networks that are none, or that it does not have. */
  constructor(networks: LadderVaeNetworks, settings: LadderVaeSettings) {
    const { encoder, upperEncoder, upperDecoder, decoder, likelihood = bernoulli, ...others } = networks;
    refuseUnknown("LadderVae", others, { encoder, upperEncoder, upperDecoder, decoder, likelihood });
    requireLayers("LadderVae", { encoder, upperEncoder, upperDecoder, decoder });
    this.encoder = encoder;
    this.upperEncoder = upperEncoder;
    this.upperDecoder = upperDecoder;
    this.decoder = decoder;
    this.likelihood = likelihood;
    this.settings = completeSettings("LadderVae", ladderVaeSettings, settings);
    void this.decoding; // which refuses a likelihood that is none
  }

  /** `p(x|z₁)` */
  get decoding(): DecoderLikelihood {
    return new DecoderLikelihood("LadderVae", this);
  }

  phases(): readonly Phase[] {
    return [{ name: "vae", updates: this, loss: this.loss.bind(this) }];
  }

  /** Terms: `reconstruction`, `lowerKl`, `upperKl`; with a scheduled weight also `beta`. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const { upper, prior, lower } = this.infer(x, context);
    const reconstruction = mean<Scalar>(this.decoding.distortion(x, reparameterize(lower, context.rng), context));
    const lowerKl = gaussianKlBetween(lower.mean, lower.logVariance, prior.mean, prior.logVariance);
    const upperKl = gaussianKl(upper.mean, upper.logVariance);
    const { weight, terms } = weightAt(this.settings.beta, context);
    const total = add<Scalar>(reconstruction, mul(weight, add(lowerKl, upperKl)));
    return { total, reconstruction, lowerKl, upperKl, ...terms };
  }

  /** The means of `z₁` at the mean of `z₂`, `[batch, latent]`. */
  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => this.infer(x, context, ({ mean }) => mean).lower.mean);
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  sample(count: number, context: Context): Tensor {
    requireDraws("LadderVae", { count }, context);
    return tidy(() => {
      const z2 = context.rng.normal([count, this.settings.upperLatent]);
      return this.decode(reparameterize(this.prior(z2, context), context.rng), context);
    });
  }

  /** One draw's bound on `−log p(x)` of each example, `[batch]`, in nats. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => neg(squeeze(this.logWeights(x, 1, context), [0])));
  }

  /** `log p(x, z₁, z₂) − log q(z₁, z₂|x)` of so many draws for each example, `[samples, batch]`, in nats. */
  logWeights(x: Tensor, samples: number, context: Context): Tensor {
    requireDraws("LadderVae", { samples }, context);
    return tidy(() => {
      requireShape("LadderVae", x, ["batch", "..."]);
      const rows = repeated(x, samples); // [samples * batch, ...]
      const { upper, z2, prior, lower } = this.infer(rows, context);
      const z1 = reparameterize(lower, context.rng);
      const logPrior = add(logStandardDensity(z2), logDensity(z1, prior));
      const logJoint = sub(logPrior, this.decoding.distortion(rows, z1, context));
      const logPosterior = add(logDensity(z2, upper), logDensity(z1, lower));
      return reshape(sub(logJoint, logPosterior), [samples, x.shape[0]!]);
    });
  }

  /** `q(z₂|x)` with a draw, and for that draw `p(z₁|z₂)` and `q(z₁|x, z₂)`, the lower one. */
  private infer(x: Tensor, context: Context, choose = reparameterize) {
    const codes = this.encoder.forward(x, context); // [batch, 2 latent]
    const upper = diagonalGaussian(this.upperEncoder.forward(codes, context), this.settings.upperLatent);
    const z2 = choose(upper, context.rng);
    const prior = this.prior(z2, context);
    return { upper, z2, prior, lower: gaussianProduct(diagonalGaussian(codes, this.settings.latent), prior) };
  }

  private prior(z2: Tensor, context: Context): DiagonalGaussian {
    return diagonalGaussian(this.upperDecoder.forward(z2, context), this.settings.latent);
  }
}

delegate(LadderVae, "decoding", ["decode", "startAtMean"]);

export const ladderVaeRecipe = modelRecipe({
  description: "VAE with two stochastic layers",
  paper: "https://arxiv.org/abs/1602.02282",
  settings: {
    ...ladderVaeSettings,
    // whatever the latent: saved configurations rely on it
    upperLatent: withDefault(
      orAuto({
        ...ladderVaeSettings.upperLatent,
        about:
          'Size of `z₂`; "auto" is half of the latent, rounded up, as 50 over 100 in Burda et al. 2015, https://arxiv.org/abs/1509.00519.',
      }),
      8,
    ),
    upperHidden: counts("Features of the hidden layers between the two latents, from the lower on.", {
      default: [100, 100],
      source: "as in Burda et al. 2015",
    }),
    ...networkSettings,
  },
  create(options, { rng }) {
    const { latent, upperHidden, activation, beta } = options;
    const upperLatent = options.upperLatent === "auto" ? Math.ceil(latent / 2) : options.upperLatent;
    const up = [2 * latent, ...upperHidden, 2 * upperLatent];
    const down = [upperLatent, ...upperHidden.toReversed(), 2 * latent];
    const networks = {
      ...fittingNetworks(options, rng),
      upperEncoder: mlp({ sizes: up, activation }, rng.fork("upper-encoder")),
      upperDecoder: mlp({ sizes: down, activation }, rng.fork("upper-decoder")),
    };
    return new LadderVae(networks, { latent, upperLatent, beta });
  },
});

export interface CreateLadderVaeOptions extends FactoryOptions<typeof ladderVaeRecipe.settings> {}

/**
 * A VAE with two stochastic layers and networks that fit the shape of one example.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createLadderVae(options: CreateLadderVaeOptions, rng: Rng): LadderVae {
  return createFrom("createLadderVae", ladderVaeRecipe, options, { rng });
}
