import {
  type Context,
  completeSettings,
  count,
  counts,
  type Given,
  holdLayers,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  type Phase,
  type Rng,
  requireDraws,
  requireRng,
  requireShape,
  type Samples,
  type Values,
} from "@genlab/core";
import { RunningGaussian } from "@genlab/layers";
import { squaredError } from "@genlab/losses";
import { add, concat, div, fill, maximum, mul, sqrt, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { velocityNetwork } from "./parts/velocity-network.js";
import { vaeSettings } from "./vae.js";

/** Of codes that do not vary. */
const LEAST_VARIANCE = 1e-6;

export interface FlowPriorNetworks {
  /** Maps `(z, t)` `[batch, latent + 1]` to the velocity of `z` at the time `t`, `[batch, latent]`. */
  readonly velocity: Layer;
}

export const flowPriorSettings = {
  latent: vaeSettings.latent,
  samplingSteps: count("Heun steps from noise to a code; each takes two passes through the velocity.", {
    default: 20,
    source: "chosen here",
  }),
};

export interface FlowPriorSettings extends Given<typeof flowPriorSettings> {}

export interface FlowPrior extends FlowPriorNetworks {}

/**
 * Flow matching of codes `z` of another model, as a prior for it: an ordinary differential equation `dz/dt = v(z, t)` that carries noise
 * `z₀ ~ N(0, I)` to codes `z₁`. It minimises `E ‖v(z_t, t) − (z₁ − z₀)‖²` with `z_t = (1 − t) z₀ + t z₁` and `t` even in [0, 1], for codes
 * that are brought to mean 0 and variance 1 by their running statistics. Its batches hold the codes in `x`.
 *
 * Liu et al. 2022, https://arxiv.org/abs/2209.03003; Lipman et al. 2022, https://arxiv.org/abs/2210.02747
 */
export class FlowPrior implements Model, Samples {
  readonly settings: Values<typeof flowPriorSettings>;
  // made behind the velocity, whose variables come first
  declare readonly codes: RunningGaussian;

  /** @throws GenlabError for a setting that is none or out of range, and for networks that are none, or that it does not have. */
  constructor(networks: FlowPriorNetworks, settings: FlowPriorSettings) {
    holdLayers("FlowPrior", this, networks, ["velocity"]);
    this.settings = completeSettings("FlowPrior", flowPriorSettings, settings);
    this.codes = new RunningGaussian({ latent: this.settings.latent });
  }

  phases(): readonly Phase[] {
    return [{ name: "flow", updates: this, loss: this.loss.bind(this) }];
  }

  /** A sum over the code. */
  loss({ x: codes }: ImageBatch, context: Context): Losses {
    requireShape("FlowPrior", codes, ["batch", this.settings.latent]);
    if (context.training) this.codes.follow(codes);
    const z1 = div(sub(codes, this.codes.mean), this.deviation);
    const z0 = context.rng.normal(z1.shape);
    const t = context.rng.uniform([z1.shape[0]!, 1]);
    const direction = sub(z1, z0);
    return { total: squaredError(this.velocityAt(add(z0, mul(t, direction)), t, context), direction) };
  }

  /** Draws codes `z`. */
  sample(count: number, context: Context): Tensor {
    requireDraws("FlowPrior", { count }, context);
    const { latent, samplingSteps } = this.settings;
    return tidy(() => {
      let z = context.rng.normal([count, latent]);
      for (let step = 0; step < samplingSteps; step++) z = this.moved(z, step, context);
      return add(this.codes.mean, mul(this.deviation, z));
    });
  }

  /** A step by Heun's method: `z + h/2 (v(z, t) + v(z + h v(z, t), t + h))`. */
  private moved(z: Tensor, step: number, context: Context): Tensor {
    const h = 1 / this.settings.samplingSteps;
    return tidy(() => {
      const velocity = (at: Tensor, time: number) => this.velocityAt(at, fill([z.shape[0]!, 1], time), context);
      const first = velocity(z, step * h);
      const second = velocity(add(z, mul(h, first)), (step + 1) * h);
      return add(z, mul(h / 2, add(first, second)));
    });
  }

  private velocityAt(z: Tensor, t: Tensor, context: Context): Tensor {
    return this.velocity.forward(concat([z, t], 1), context);
  }

  private get deviation(): Tensor {
    return sqrt(maximum(this.codes.variance, LEAST_VARIANCE));
  }
}

export const flowPriorOptions = {
  ...flowPriorSettings,
  hidden: counts("Features of the hidden layers of the velocity.", {
    default: [512, 512, 512],
    source: "chosen here",
  }),
};

export interface CreateFlowPriorOptions extends Given<typeof flowPriorOptions> {}

/**
 * A flow to codes `[batch, latent]`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createFlowPrior(options: CreateFlowPriorOptions, rng: Rng): FlowPrior {
  const { hidden, ...settings } = completeSettings("createFlowPrior", flowPriorOptions, options);
  requireRng("createFlowPrior", rng);
  return new FlowPrior({ velocity: velocityNetwork({ latent: settings.latent, hidden }, rng) }, settings);
}
