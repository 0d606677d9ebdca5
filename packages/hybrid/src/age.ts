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
import { gaussianKlPerDimension, squaredError } from "@genlab/losses";
import {
  abs,
  add,
  addN,
  div,
  log,
  maximum,
  mean,
  mul,
  neg,
  type Scalar,
  sqrt,
  square,
  squaredDifference,
  sub,
  sum,
  type Tensor,
  tidy,
} from "@tensorflow/tfjs-core";
import { completeSettings } from "./options.js";

export interface AgeNetworks {
  /** Maps `x` to `[batch, latent]`, which is then scaled to the sphere. */
  readonly encoder: Layer;
  /** Maps codes on the sphere to data. */
  readonly generator: Layer;
}

export interface AgeSettings {
  /** 2 or more: on the line the sphere is two points. */
  readonly latent: number;
  /** `μ`, the weight of `|x − G(E(x))|` for the encoder. Default 10, as in the authors' code. */
  readonly dataWeight?: number;
  /** `λ`, the weight of `(z − E(G(z)))²` for the generator. Default 1000, as in the authors' code. */
  readonly codeWeight?: number;
  /** The generator's updates at each step. Default 2, as in the paper. */
  readonly generatorUpdates?: number;
}

export const ageDefaults: Defaults<AgeSettings> = {
  latent: undefined,
  dataWeight: 10,
  codeWeight: 1000,
  generatorUpdates: 2,
};

/**
 * Adversarial generator-encoder networks: a GAN without discriminator. With `Δ(Q) = KL(N(m, s²) ‖ N(0, I))` of the codes' mean and variance
 * over the batch, the encoder minimises `Δ(E(x)) − Δ(E(G(z))) + μ |x − G(E(x))|` and the generator `Δ(E(G(z))) + λ (z − E(G(z)))²`.
 * Codes lie on the sphere of radius `√latent`, and `z` is drawn evenly from it. `Δ` and the errors are means over dimensions, so that
 * weights suit data of any size; errors in codes are those on the unit sphere.
 *
 * Ulyanov et al. 2017, https://arxiv.org/abs/1704.02304
 */
export class Age implements Model, Samples, Encodes, Decodes, Reconstructs, Scores {
  readonly encoder: Layer;
  readonly generator: Layer;
  readonly settings: Required<AgeSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor({ encoder, generator }: AgeNetworks, settings: AgeSettings) {
    requireLayers("Age", { encoder, generator });
    this.encoder = encoder;
    this.generator = generator;
    this.settings = completeSettings("Age", settings, ageDefaults);
    const { latent, dataWeight, codeWeight, generatorUpdates } = this.settings;
    requireCounts("Age", { latent }, 2);
    requireCounts("Age", { generatorUpdates });
    requireNonNegative("Age", { dataWeight, codeWeight });
  }

  phases(): readonly Phase[] {
    return [
      { name: "encoder", updates: this.encoder, loss: (batch, context) => this.encoderLosses(batch, context) },
      {
        name: "generator",
        updates: this.generator,
        repeats: this.settings.generatorUpdates,
        loss: (batch, context) => this.generatorLosses(batch, context),
      },
    ];
  }

  /** Terms: the divergences of `real` and of `fake` data's codes, `reconstruction` of the data. */
  encoderLosses({ x }: ImageBatch, context: Context): Losses {
    const codes = this.encode(x, context);
    const real = divergence(codes);
    const fake = divergence(this.encode(this.sample(x.shape[0]!, context), context));
    const reconstruction: Scalar = mean(abs(sub(this.decode(codes, context), x)));
    const total = addN<Scalar>([real, neg(fake), mul(this.settings.dataWeight, reconstruction)]);
    return { total, real, fake, reconstruction };
  }

  /** Terms: the divergence of `fake` data's codes, `reconstruction` of the codes. */
  generatorLosses({ x }: ImageBatch, context: Context): Losses {
    const { latent, codeWeight } = this.settings;
    const z = this.prior(x.shape[0]!, context);
    const codes = this.encode(this.decode(z, context), context);
    const fake = divergence(codes);
    const reconstruction: Scalar = div(mean(squaredDifference(codes, z)), latent);
    return { total: add<Scalar>(fake, mul(codeWeight, reconstruction)), fake, reconstruction };
  }

  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => toSphere(this.encoder.forward(x, context)));
  }

  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.generator.forward(z, context));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws("Age", { count }, context);
    return tidy(() => this.decode(this.prior(count, context), context));
  }

  /** The squared error of each example's reconstruction, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => squaredError.perExample(this.reconstruct(x, context), x));
  }

  private prior(count: number, { rng }: Context): Tensor {
    return toSphere(rng.normal([count, this.settings.latent]));
  }
}

/** `√d z / ‖z‖` of each row of `d` numbers: draws from `N(0, I)` keep their variance. */
function toSphere(z: Tensor): Tensor {
  const squares = maximum(sum(square(z), -1, true), 1e-12); // [batch, 1]
  return mul(z, div(Math.sqrt(z.shape.at(-1)!), sqrt(squares)));
}

/** `KL(N(m, s²) ‖ N(0, 1))` of the mean and variance over the batch, averaged over dimensions. */
function divergence(codes: Tensor): Scalar {
  const center: Tensor = mean(codes, 0); // [latent]
  const variance = maximum(mean(squaredDifference(codes, center), 0), 1e-6);
  return mean(gaussianKlPerDimension(center, log(variance)));
}
