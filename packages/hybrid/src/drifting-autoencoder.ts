import {
  type Autoencodes,
  type Context,
  completeSettings,
  count,
  counts,
  createFrom,
  delegate,
  evaluating,
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
  setting,
  type Values,
  type WithDefault,
} from "@genlab/core";
import { Residual, RunningGaussian, stopGradient } from "@genlab/layers";
import { driftField, errorSetting, squaredError } from "@genlab/losses";
import { mlp } from "@genlab/networks";
import { add, addN, div, maximum, mean, mul, type Scalar, sqrt, square, sub, type Tensor } from "@tensorflow/tfjs-core";
import { LatentCoder } from "./parts/latent-coder.js";
import { coderNetworks, hybridSettings } from "./parts/networks.js";
import { GaussianPrior } from "./parts/priors.js";
import { RecentCodes } from "./parts/recent-codes.js";

export interface DriftingAutoencoderNetworks {
  /** Maps `x` to codes `[batch, latent]`. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly decoder: Layer;
  /** Maps noise `[batch, latent]` to standardised codes: of mean 0 and variance 1 in each dimension. */
  readonly generator: Layer;
}

const isTemperature = (value: unknown) => typeof value === "number" && Number.isFinite(value) && value > 0;

export const driftingAutoencoderSettings = {
  latent: count("Numbers of a code, and of the noise."),
  pretrainingSteps: count(
    "Steps of the first stage, the autoencoder alone; the generator is trained in those that follow.",
    { default: 1000, source: "for a small training", min: 0 },
  ),
  temperatures: setting<readonly number[], readonly number[], WithDefault<readonly number[]>>(
    {
      about:
        "`τ`, over which distances forces between codes fade: a field each, in shares of the distance of two codes.",
      expected: "a list of numbers above 0, such as [0.02, 0.05, 0.2]",
      accepts: (value) => Array.isArray(value) && value.length > 0 && value.every(isTemperature),
    },
    { default: [0.02, 0.05, 0.2], source: "as in the paper" },
  ),
  generated: count("Samples that a step draws, each to drift away from all others.", { default: 256, min: 2 }),
  remembered: count("Codes of data that a step has samples drift towards: of its batch, and of those before it.", {
    default: 256,
  }),
  reconstruction: errorSetting("What a wrong reconstruction costs.", "squared-error"),
};

export interface DriftingAutoencoderSettings extends Given<typeof driftingAutoencoderSettings> {}

export interface DriftingAutoencoder extends DriftingAutoencoderNetworks, Samples, Autoencodes {}

/**
 * Autoencoder, then a generator of its codes that drifts towards them, so that a sample takes one pass and no adversary. First
 * `E d(x, D(E(x)))` is minimised in E and D. Then the two stand still, and G minimises `E ‖u − sg(u + V(u))‖²` of `u = G(z)`,
 * `z ~ N(0, I)`, where the drift `V = Σ_τ V_τ / √(E ‖V_τ‖² / d)` has standardised codes of data attract `u` and other `u` repel it, and is
 * 0 where the two are spread alike. A sample is `D(μ + σ G(z))`, with `μ` and `σ` of the codes.
 *
 * Deng et al. 2026, https://arxiv.org/abs/2602.04770: the field, its temperatures, its norm, the stopped gradient. Ours: an autoencoder's
 * codes for data and for features both, standardised by their running statistics in the place of the batch's mean distance, those of the
 * last batches among them, and a generator `z + f(z)` that starts near the Gaussian of the codes.
 */
export class DriftingAutoencoder implements Model {
  readonly settings: Values<typeof driftingAutoencoderSettings>;
  // made behind the networks, whose variables come first
  declare readonly codes: RunningGaussian;
  declare readonly recent: RecentCodes;

  /** @throws GenlabError for a setting that is none or out of range. */
  constructor(networks: DriftingAutoencoderNetworks, settings: DriftingAutoencoderSettings) {
    holdLayers("DriftingAutoencoder", this, networks, ["encoder", "decoder", "generator"]);
    this.settings = completeSettings("DriftingAutoencoder", driftingAutoencoderSettings, settings);
    const { latent, remembered } = this.settings;
    this.codes = new RunningGaussian({ latent });
    this.recent = new RecentCodes({ latent, kept: remembered });
  }

  get coder(): LatentCoder {
    const { encoder, decoder, settings } = this;
    const generator: Layer = {
      forward: (z, context) => decoder.forward(this.restored(this.generator.forward(z, context)), context),
    };
    const prior = new GaussianPrior(settings);
    return new LatentCoder("DriftingAutoencoder", {
      encoder,
      decoder,
      generator,
      prior,
      error: settings.reconstruction,
    });
  }

  phases(): readonly Phase[] {
    const isFirst = (step: number) => step < this.settings.pretrainingSteps;
    return [
      {
        name: "autoencoder",
        updates: [this.encoder, this.decoder],
        active: isFirst,
        loss: (batch, context) => this.autoencoderLosses(batch, context),
      },
      {
        name: "generator",
        updates: this.generator,
        active: (step) => !isFirst(step),
        loss: (batch, context) => this.generatorLosses(batch, context),
      },
    ];
  }

  autoencoderLosses({ x }: ImageBatch, context: Context): Losses {
    const codes = this.encode(x, context);
    if (context.training) {
      this.codes.follow(codes);
      this.recent.follow(codes);
    }
    return { total: this.settings.reconstruction(this.decode(codes, context), x) };
  }

  /** Terms: `drift`, the size of the field before its norm, which `total` cannot tell: that is of the same size always. */
  generatorLosses({ x }: ImageBatch, context: Context): Losses {
    const { latent, temperatures, generated } = this.settings;
    const codes = this.encode(x, evaluating(context));
    const towards = this.standardised(this.recent.before(codes)); // [remembered, latent]
    if (context.training) this.recent.follow(codes);
    const u = this.generator.forward(context.rng.normal([generated, latent]), context); // [generated, latent]
    // two draws of mean 0 and variance 1 in each dimension are √(2 d) apart
    const apart = Math.sqrt(2 * latent);
    const fields = temperatures.map((share) => driftField(u, { towards, temperature: share * apart }));
    const sizes = fields.map((field) => sqrt(mean<Scalar>(square(field))));
    const drift = addN(fields.map((field, i) => div(field, maximum(sizes[i]!, 1e-8))));
    return { total: squaredError(u, stopGradient(add(u, drift))), drift: div(addN(sizes), sizes.length) };
  }

  private standardised(codes: Tensor): Tensor {
    return div(sub(codes, this.codes.mean), this.deviation());
  }

  private restored(u: Tensor): Tensor {
    return add(this.codes.mean, mul(this.deviation(), u));
  }

  /** Of each dimension of codes, bounded from below for one that is the same for all data. */
  private deviation(): Tensor {
    return sqrt(maximum(this.codes.variance, 1e-6));
  }
}

delegate(DriftingAutoencoder, "coder", ["sample", "encode", "decode", "reconstruct", "score"]);

export const driftingAutoencoderRecipe = modelRecipe({
  description: "Autoencoder, then a one-step generator that drifts towards its codes",
  paper: "https://arxiv.org/abs/2602.04770",
  // ours: a small generator of codes learns faster than the autoencoder
  optimizer: { autoencoder: { type: "adam", learningRate: 1e-3 }, generator: { type: "adam", learningRate: 2e-3 } },
  settings: {
    ...driftingAutoencoderSettings,
    generatorHidden: counts("Features of the hidden layers of the generator of codes.", { default: [256, 256] }),
    ...hybridSettings,
  },
  stages: { pretrainingSteps: 0.5 },
  create(options, { rng }) {
    const { latent, generatorHidden } = options;
    const branch = mlp({ sizes: [latent, ...generatorHidden, latent] }, rng.fork("generator"));
    const networks = { ...coderNetworks(options, rng), generator: new Residual({ branch }) };
    return new DriftingAutoencoder(networks, pick(options, driftingAutoencoderSettings));
  },
});

export interface CreateDriftingAutoencoderOptions extends FactoryOptions<typeof driftingAutoencoderRecipe.settings> {}

/**
 * A drifting autoencoder with networks that fit the shape of one example: `createDriftingAutoencoder({ shape: [28, 28, 1], latent: 16 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createDriftingAutoencoder(options: CreateDriftingAutoencoderOptions, rng: Rng): DriftingAutoencoder {
  return createFrom("createDriftingAutoencoder", driftingAutoencoderRecipe, options, { rng });
}
