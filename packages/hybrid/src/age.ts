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
  type Phase,
  pick,
  type Rng,
  type Samples,
  type Values,
  weight,
  withDefault,
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
  squaredDifference,
  sub,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { gameAdam } from "./parts/adam.js";
import { LatentCoder } from "./parts/latent-coder.js";
import { coderNetworks, hybridSettings } from "./parts/networks.js";
import { SpherePrior, toSphere } from "./parts/sphere.js";

export interface AgeNetworks {
  /** Maps `x` to `[batch, latent]`, which is then scaled to the sphere. */
  readonly encoder: Layer;
  /** Maps codes on the sphere to data. */
  readonly generator: Layer;
}

export const ageSettings = {
  latent: count("Numbers of a code, 2 or more: on the line the sphere is two points.", { min: 2 }),
  dataWeight: weight("`μ`, the weight of `|x − G(E(x))|` for the encoder.", {
    default: 10,
    source: "as in the authors' code",
  }),
  codeWeight: weight("`λ`, the weight of `(z − E(G(z)))²` for the generator.", {
    default: 250,
    source: "the 1000 of the authors' code, whose error is of a cosine and whose divergence has another scale",
  }),
  generatorUpdates: count("The generator's updates at each step.", { default: 2, source: "as in the paper" }),
};

export interface AgeSettings extends Given<typeof ageSettings> {}

export interface Age extends AgeNetworks, Samples, Autoencodes {}

/**
 * Adversarial generator-encoder networks: a GAN without discriminator. With `Δ(Q) = KL(N(m, s²) ‖ N(0, I))` of the codes' mean and variance
 * over the batch, the encoder minimises `Δ(E(x)) − Δ(E(G(z))) + μ |x − G(E(x))|` and the generator `Δ(E(G(z))) + λ (z − E(G(z)))²`.
 * Codes lie on the sphere of radius `√latent`, and `z` is drawn evenly from it. `Δ` and the errors are means over dimensions, so that
 * weights suit data of any size; errors in codes are those on the unit sphere.
 *
 * Ulyanov et al. 2017, https://arxiv.org/abs/1704.02304
 */
export class Age implements Model {
  readonly settings: Values<typeof ageSettings>;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: AgeNetworks, settings: AgeSettings) {
    holdLayers("Age", this, networks, ["encoder", "generator"]);
    this.settings = completeSettings("Age", ageSettings, settings);
  }

  get coder(): LatentCoder {
    const { encoder, generator: decoder, settings } = this;
    const prior = new SpherePrior(settings);
    return new LatentCoder("Age", { encoder, decoder, code: toSphere, prior, error: squaredError });
  }

  phases(): readonly Phase[] {
    return [
      { name: "encoder", updates: this.encoder, loss: this.encoderLosses.bind(this) },
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
    const z = this.coder.prior.draw(x.shape[0]!, context.rng);
    const codes = this.encode(this.decode(z, context), context);
    const fake = divergence(codes);
    const reconstruction: Scalar = div(mean(squaredDifference(codes, z)), latent);
    return { total: add<Scalar>(fake, mul(codeWeight, reconstruction)), fake, reconstruction };
  }
}

delegate(Age, "coder", ["sample", "encode", "decode", "reconstruct", "score"]);

export const ageRecipe = modelRecipe({
  description: "GAN without discriminator: the encoder is the adversary",
  paper: "https://arxiv.org/abs/1704.02304",
  optimizer: gameAdam, // the authors have 2e-4 for longer trainings, https://github.com/DmitryUlyanov/AGE
  settings: {
    ...ageSettings,
    ...hybridSettings,
    latent: withDefault(ageSettings.latent, 16),
    batchNorm: withDefault(hybridSettings.batchNorm, "on"),
  },
  create(options, { rng }) {
    const { encoder, decoder: generator } = coderNetworks(options, rng);
    return new Age({ encoder, generator }, pick(options, ageSettings));
  },
});

export interface CreateAgeOptions extends FactoryOptions<typeof ageRecipe.settings> {}

/**
 * An AGE with networks that fit the shape of one example: `createAge({ shape: [28, 28, 1], latent: 16 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createAge(options: CreateAgeOptions, rng: Rng): Age {
  return createFrom("createAge", ageRecipe, options, { rng });
}

/** `KL(N(m, s²) ‖ N(0, 1))` of the mean and variance over the batch, averaged over dimensions. */
function divergence(codes: Tensor): Scalar {
  const center: Tensor = mean(codes, 0); // [latent]
  const variance = maximum(mean(squaredDifference(codes, center), 0), 1e-6);
  return mean(gaussianKlPerDimension(center, log(variance)));
}
