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
  type Losses,
  type Model,
  modelRecipe,
  orAuto,
  type Parameter,
  type Phase,
  parameter,
  type Rng,
  rate,
  requireDraws,
  type Samples,
  setting,
  type Values,
  type Weighs,
  type WithDefault,
} from "@genlab/core";
import { type DiagonalGaussian, reparameterize } from "@genlab/layers";
import type { Likelihood } from "@genlab/losses";
import {
  add,
  cast,
  clipByValue,
  expandDims,
  floor,
  gather,
  logSumExp,
  mean,
  mul,
  neg,
  type Scalar,
  squeeze,
  sub,
  type Tensor,
  tidy,
} from "@tensorflow/tfjs-core";
import { quickAdam } from "./parts/adam.js";
import { drawMany, logDensity } from "./parts/gaussian-densities.js";
import { logWeightsOf } from "./parts/log-weights.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";
import { autoencode } from "./parts/objective.js";
import { weightAt } from "./parts/weight-at.js";
import { Vae, type VaeNetworks, vaeSettings } from "./vae.js";

/** What values are in; null for values anywhere. */
type Bounds = readonly [least: number, most: number] | null;

export const vampVaeSettings = {
  shape: counts("Shape of one example."),
  latent: vaeSettings.latent,
  components: count("`K`, the pseudo-inputs.", { default: 500, source: "as in the paper" }),
  beta: rate("Weight of the divergence; a schedule warms it up.", { default: 1, min: 0 }),
  bounds: setting<Bounds, Bounds, WithDefault<Bounds>>(
    {
      about: "What pseudo-inputs are clipped to, for data in that range.",
      expected: "[least, most], or null for data anywhere",
      accepts: (value) => value === null || (Array.isArray(value) && value.length === 2 && value[0] < value[1]),
    },
    { default: [0, 1], source: "as in the paper's code" },
  ),
};

export interface VampVaeSettings extends Given<typeof vampVaeSettings> {}

export interface VampVae extends Autoencodes, Pick<Vae, "startAtMean"> {}

/**
 * VAE with a VampPrior: minimises `−E_q(z|x) log p(x|z) + β E_q(z|x) log q(z|x) − log p(z)`, where the prior is what the encoder makes of
 * `K` learned pseudo-inputs `uₖ`: `p(z) = 1/K Σₖ q(z|uₖ)`.
 *
 * Tomczak & Welling 2017, https://arxiv.org/abs/1705.07120
 */
export class VampVae implements Model, Samples, Weighs {
  readonly vae: Vae;
  /** `[components, ...shape]`, from U(0, 1) */
  readonly pseudoInputs: Parameter;
  readonly settings: Values<typeof vampVaeSettings>;

  /** @throws GenlabError for a setting that is none or out of range, and for networks that are none, or that it does not have. */
  constructor(networks: VaeNetworks, settings: VampVaeSettings, rng: Rng) {
    this.settings = completeSettings("VampVae", vampVaeSettings, settings);
    const { shape, latent, components } = this.settings;
    this.vae = new Vae(networks, { latent });
    this.pseudoInputs = parameter(() => rng.uniform([components, ...shape]));
  }

  phases(): readonly Phase[] {
    return [{ name: "vae", updates: this, loss: this.loss.bind(this) }];
  }

  /** Terms: `reconstruction`, `kl`; with a scheduled weight also `beta`. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const { posterior, z, reconstruction } = autoencode(this.vae, x, context);
    const kl = mean<Scalar>(sub(logDensity(z, posterior), this.logPrior(z, context)));
    const { weight, terms } = weightAt(this.settings.beta, context);
    return { total: add<Scalar>(reconstruction, mul(weight, kl)), reconstruction, kl, ...terms };
  }

  sample(count: number, context: Context): Tensor {
    requireDraws("VampVae", { count }, context);
    return tidy(() => {
      const { mean, logVariance } = this.components(context);
      const indices = cast(floor(context.rng.uniform([count], 0, mean.shape[0]!)), "int32");
      const chosen = { mean: gather(mean, indices), logVariance: gather(logVariance, indices) };
      return this.decode(reparameterize(chosen, context.rng), context);
    });
  }

  /** One draw's bound on `−log p(x)` of each example, `[batch]`, in nats. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => neg(squeeze(this.logWeights(x, 1, context), [0])));
  }

  /** `log p(x, z) − log q(z|x)` of so many `z ~ q(z|x)` for each example, `[samples, batch]`, in nats. */
  logWeights(x: Tensor, samples: number, context: Context): Tensor {
    requireDraws("VampVae", { samples }, context);
    return tidy(() => {
      const posterior = this.vae.posterior(x, context);
      const logPrior = (z: Tensor) => this.logPrior(z, context);
      return logWeightsOf(this.vae, { x, posterior, z: drawMany(posterior, samples, context.rng), logPrior }, context);
    });
  }

  /** `log 1/K Σₖ q(z|uₖ)`, from `[..., latent]` to `[...]`. */
  private logPrior(z: Tensor, context: Context): Tensor {
    const each = logDensity(expandDims(z, -2), this.components(context)); // [..., components]
    return sub(logSumExp(each, -1), Math.log(this.settings.components));
  }

  /** `q(z|uₖ)`, `[components, latent]` */
  private components(context: Context): DiagonalGaussian {
    const { bounds } = this.settings;
    return this.vae.posterior(bounds ? clipByValue(this.pseudoInputs, ...bounds) : this.pseudoInputs, context);
  }
}

delegate(VampVae, "vae", ["encode", "decode", "reconstruct", "startAtMean"]);

const { shape: _, ...ofAnyShape } = vampVaeSettings;

function boundsFor(shape: readonly number[], { dataRange }: Likelihood): Bounds {
  if (shape.length === 3) return [0, 1];
  return dataRange ? [dataRange.least, dataRange.most] : null;
}

export const vampVaeRecipe = modelRecipe({
  description: "VAE whose prior is the posterior of learned inputs",
  paper: "https://arxiv.org/abs/1705.07120",
  optimizer: quickAdam,
  settings: {
    ...ofAnyShape,
    bounds: orAuto({
      ...vampVaeSettings.bounds,
      about:
        'What pseudo-inputs are clipped to; "auto" is [0, 1] for images, for points the range of the likelihood if it has one.',
    }),
    ...networkSettings,
  },
  create(options, { rng }) {
    const { shape, latent, components, beta } = options;
    const networks = fittingNetworks(options, rng);
    const bounds = options.bounds === "auto" ? boundsFor(shape, networks.likelihood) : options.bounds;
    return new VampVae(networks, { shape, latent, components, beta, bounds }, rng.fork("pseudo-inputs"));
  },
});

export interface CreateVampVaeOptions extends FactoryOptions<typeof vampVaeRecipe.settings> {}

/**
 * A VAE with a VampPrior and networks that fit the shape of one example.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createVampVae(options: CreateVampVaeOptions, rng: Rng): VampVae {
  return createFrom("createVampVae", vampVaeRecipe, options, { rng });
}
