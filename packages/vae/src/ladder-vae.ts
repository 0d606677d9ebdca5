import {
  type Context,
  type Decodes,
  type Encodes,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  type Phase,
  type Reconstructs,
  refuseUnknown,
  requireCounts,
  requireDraws,
  requireLayers,
  requireMethods,
  requireNonNegative,
  requireShape,
  type Samples,
  type Schedule,
  type Scores,
  type Weighs,
  withoutSchedules,
} from "@genlab/core";
import { type DiagonalGaussian, diagonalGaussian, reparameterize } from "@genlab/layers";
import { bernoulli, gaussianKl, gaussianKlBetween, type Likelihood } from "@genlab/losses";
import {
  add,
  mean,
  mul,
  neg,
  reshape,
  type Scalar,
  sigmoid,
  softplus,
  squeeze,
  sub,
  type Tensor,
  tidy,
} from "@tensorflow/tfjs-core";
import { logDensity, logStandardDensity } from "./gaussian-densities.js";
import { repeated } from "./log-weights.js";
import { weightAt } from "./weight-at.js";

export interface LadderVaeNetworks {
  /** Maps `x` to `[batch, 2 latent]`: what the data say of `z₁`, means and log-variances. */
  readonly encoder: Layer;
  /** Maps the encoder's output to `[batch, 2 upperLatent]`: means and log-variances of `q(z₂|x)`. */
  readonly upperEncoder: Layer;
  /** Maps `z₂` to `[batch, 2 latent]`: means and log-variances of `p(z₁|z₂)`. */
  readonly upperDecoder: Layer;
  /** Maps `z₁` to what the likelihood reads, of the shape of `x`. */
  readonly decoder: Layer;
  /** What the decoder's output says of `x`. Default `bernoulli`: logits. */
  readonly likelihood?: Likelihood;
}

export interface LadderVaeSettings {
  /** Size of `z₁`, which the data are decoded from. */
  readonly latent: number;
  /** Size of `z₂`. */
  readonly upperLatent: number;
  /** Weight of both divergences; the paper warms it up from 0 to 1. Default 1. */
  readonly beta?: number | Schedule;
}

/** The distributions of one pass, with a draw from the upper one. */
interface Inference {
  readonly upper: DiagonalGaussian;
  readonly z2: Tensor;
  /** `p(z₁|z₂)` */
  readonly prior: DiagonalGaussian;
  /** `q(z₁|x, z₂)` */
  readonly lower: DiagonalGaussian;
}

/**
 * VAE with two stochastic layers: minimises
 * `−E log p(x|z₁) + β (E KL(q(z₁|x, z₂) ‖ p(z₁|z₂)) + KL(q(z₂|x) ‖ N(0, I)))`, where `q(z₁|x, z₂)` is the product of what the data say and
 * of `p(z₁|z₂)`, each weighted by its precision.
 *
 * Sønderby et al. 2016, https://arxiv.org/abs/1602.02282
 */
export class LadderVae implements Model, Samples, Encodes, Decodes, Reconstructs, Scores, Weighs {
  readonly encoder: Layer;
  readonly upperEncoder: Layer;
  readonly upperDecoder: Layer;
  readonly decoder: Layer;
  readonly likelihood: Likelihood;
  readonly settings: Required<LadderVaeSettings>;

  /** @throws GenlabError for latents that are no counts, a weight below 0, and settings or networks that it does not have. */
  constructor(networks: LadderVaeNetworks, settings: LadderVaeSettings) {
    const { encoder, upperEncoder, upperDecoder, decoder, likelihood = bernoulli, ...otherNetworks } = networks;
    refuseUnknown("LadderVae", otherNetworks, { encoder, upperEncoder, upperDecoder, decoder, likelihood });
    const { latent, upperLatent, beta = 1, ...others } = settings;
    refuseUnknown("LadderVae", others, { latent, upperLatent, beta });
    requireCounts("LadderVae", { latent, upperLatent });
    requireNonNegative("LadderVae", withoutSchedules({ beta }));
    requireLayers("LadderVae", { encoder, upperEncoder, upperDecoder, decoder });
    requireMethods("LadderVae", { likelihood }, ["negativeLog", "mean"], "`bernoulli` of @genlab/losses");
    this.encoder = encoder;
    this.upperEncoder = upperEncoder;
    this.upperDecoder = upperDecoder;
    this.decoder = decoder;
    this.likelihood = likelihood;
    this.settings = { latent, upperLatent, beta };
  }

  phases(): readonly Phase[] {
    return [{ name: "vae", updates: this, loss: (batch, context) => this.loss(batch, context) }];
  }

  /** Terms: `reconstruction`, `lowerKl`, `upperKl`; with a scheduled weight also `beta`. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const { upper, prior, lower } = this.infer(x, context);
    const reconstruction = mean<Scalar>(this.distortion(x, reparameterize(lower, context.rng), context));
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

  /** From `z₁`. */
  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.likelihood.mean(this.decoder.forward(z, context)));
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
      const logJoint = sub(add(logStandardDensity(z2), logDensity(z1, prior)), this.distortion(rows, z1, context));
      const logPosterior = add(logDensity(z2, upper), logDensity(z1, lower));
      return reshape(sub(logJoint, logPosterior), [samples, x.shape[0]!]);
    });
  }

  private infer(x: Tensor, context: Context, choose = reparameterize): Inference {
    const codes = this.encoder.forward(x, context); // [batch, 2 latent]
    const upper = diagonalGaussian(this.upperEncoder.forward(codes, context), this.settings.upperLatent);
    const z2 = choose(upper, context.rng);
    const prior = this.prior(z2, context);
    return { upper, z2, prior, lower: product(diagonalGaussian(codes, this.settings.latent), prior) };
  }

  private prior(z2: Tensor, context: Context): DiagonalGaussian {
    return diagonalGaussian(this.upperDecoder.forward(z2, context), this.settings.latent);
  }

  private distortion(x: Tensor, z1: Tensor, context: Context): Tensor {
    return this.likelihood.negativeLog(this.decoder.forward(z1, context), x);
  }
}

/** The normalised product of two densities: precisions add up, and weigh the means. */
function product(a: DiagonalGaussian, b: DiagonalGaussian): DiagonalGaussian {
  const share = sigmoid(sub(b.logVariance, a.logVariance)); // of a's precision in the sum of both
  return {
    mean: add(mul(share, a.mean), mul(sub(1, share), b.mean)),
    logVariance: sub(a.logVariance, softplus(sub(a.logVariance, b.logVariance))),
  };
}
