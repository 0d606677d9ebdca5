import {
  type Context,
  type Decodes,
  describe,
  type Encodes,
  GenlabError,
  type ImageBatch,
  type Losses,
  type Model,
  type Parameter,
  type Phase,
  parameter,
  type Reconstructs,
  type Rng,
  refuseUnknown,
  requireCounts,
  requireDraws,
  requireNonNegative,
  type Samples,
  type Schedule,
  type Scores,
  type Weighs,
  withoutSchedules,
} from "@genlab/core";
import { type DiagonalGaussian, reparameterize } from "@genlab/layers";
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
import { drawMany, logDensity } from "./gaussian-densities.js";
import { logWeightsOf } from "./log-weights.js";
import { autoencode } from "./objective.js";
import { Vae, type VaeNetworks } from "./vae.js";
import { weightAt } from "./weight-at.js";

export interface VampVaeSettings {
  /** Shape of one example. */
  readonly shape: readonly number[];
  readonly latent: number;
  /** `K`, the pseudo-inputs. Default 500, as in the paper. */
  readonly components?: number;
  /** Weight of the divergence; a schedule warms it up. Default 1. */
  readonly beta?: number | Schedule;
  /** What pseudo-inputs are clipped to, for data in that range; `null` for data anywhere. Default [0, 1], as in the paper's code. */
  readonly bounds?: readonly [least: number, most: number] | null;
}

/**
 * VAE with a VampPrior: minimises `−E_q(z|x) log p(x|z) + β E_q(z|x) log q(z|x) − log p(z)`, where the prior is what the encoder makes of
 * `K` learned pseudo-inputs `uₖ`: `p(z) = 1/K Σₖ q(z|uₖ)`.
 *
 * Tomczak & Welling 2017, https://arxiv.org/abs/1705.07120
 */
export class VampVae implements Model, Samples, Encodes, Decodes, Reconstructs, Scores, Weighs {
  readonly vae: Vae;
  /** `[components, ...shape]`, from U(0, 1) */
  readonly pseudoInputs: Parameter;
  readonly settings: Required<VampVaeSettings>;

  /** @throws GenlabError for counts that are none, a weight below 0, bounds that are none, and settings or networks that it does not have. */
  constructor(networks: VaeNetworks, settings: VampVaeSettings, rng: Rng) {
    const { shape, latent, components = 500, beta = 1, bounds = [0, 1], ...others } = settings;
    refuseUnknown("VampVae", others, { shape, latent, components, beta, bounds });
    this.settings = { shape, latent, components, beta, bounds };
    requireCounts("VampVae", { components });
    if (bounds !== null && !(Array.isArray(bounds) && bounds.length === 2 && bounds[0] < bounds[1])) {
      throw new GenlabError(
        `\`bounds\` of VampVae is ${describe(bounds)}. Expected [least, most], or null for data anywhere.`,
      );
    }
    requireNonNegative("VampVae", withoutSchedules({ beta }));
    this.vae = new Vae(networks, { latent });
    this.pseudoInputs = parameter(() => rng.uniform([components, ...shape]));
  }

  phases(): readonly Phase[] {
    return [{ name: "vae", updates: this, loss: (batch, context) => this.loss(batch, context) }];
  }

  /** Terms: `reconstruction`, `kl`; with a scheduled weight also `beta`. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const { posterior, z, reconstruction } = autoencode(this.vae, x, context);
    const kl = mean<Scalar>(sub(logDensity(z, posterior), this.logPrior(z, context)));
    const { weight, terms } = weightAt(this.settings.beta, context);
    return { total: add<Scalar>(reconstruction, mul(weight, kl)), reconstruction, kl, ...terms };
  }

  encode(x: Tensor, context: Context): Tensor {
    return this.vae.encode(x, context);
  }

  decode(z: Tensor, context: Context): Tensor {
    return this.vae.decode(z, context);
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return this.vae.reconstruct(x, context);
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
