import {
  type Autoencodes,
  type Context,
  completeSettings,
  count,
  createFrom,
  delegate,
  evaluating,
  type FactoryOptions,
  type Given,
  type ImageBatch,
  type Losses,
  type Model,
  modelRecipe,
  type Phase,
  pick,
  type Rng,
  type Samples,
  type Values,
} from "@genlab/core";
import { reparameterize } from "@genlab/layers";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { FlowPrior, type FlowPriorNetworks, flowPriorOptions, flowPriorSettings } from "./flow-prior.js";
import { quickAdam } from "./parts/adam.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";
import { objectiveOf, objectiveSettings } from "./parts/objective-settings.js";
import { velocityNetwork } from "./parts/velocity-network.js";
import { Vae, type VaeNetworks, vaeSettings } from "./vae.js";

export interface FlowVaeNetworks extends VaeNetworks, FlowPriorNetworks {}

export const flowVaeSettings = {
  ...vaeSettings,
  firstSteps: count("Steps that the VAE is trained for; the flow is trained in those that follow.", {
    default: 1000,
    source: "for a small training",
  }),
  samplingSteps: flowPriorSettings.samplingSteps,
};

export interface FlowVaeSettings extends Given<typeof flowVaeSettings> {}

export interface FlowVae extends Autoencodes, Pick<Vae, "startAtMean"> {}

/**
 * VAE, then flow matching of its codes: a VAE of the data, by its own objective, then a `FlowPrior` of codes `z ~ q(z|x)` in the place of
 * the prior `N(0, I)` that they do not quite follow, while the VAE stands still. Samples go from noise by the flow to `z`, then to `x`;
 * scores are those of the VAE.
 *
 * Liu et al. 2022, https://arxiv.org/abs/2209.03003; Lipman et al. 2022, https://arxiv.org/abs/2210.02747; in codes, as a diffusion is by
 * Rombach et al. 2021, https://arxiv.org/abs/2112.10752
 */
export class FlowVae implements Model, Samples {
  readonly vae: Vae;
  readonly prior: FlowPrior;
  readonly settings: Values<typeof flowVaeSettings>;

  /** @throws GenlabError for a setting that is none or out of range, and for networks that are none, or that it does not have. */
  constructor({ velocity, ...coders }: FlowVaeNetworks, settings: FlowVaeSettings) {
    this.settings = completeSettings("FlowVae", flowVaeSettings, settings);
    this.vae = new Vae(coders, pick(this.settings, vaeSettings));
    this.prior = new FlowPrior({ velocity }, pick(this.settings, flowPriorSettings));
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "vae",
        updates: this.vae,
        active: (step) => step < this.settings.firstSteps,
        loss: (batch, context) => this.vae.loss(batch, context),
      },
      {
        name: "flow",
        updates: this.prior,
        active: (step) => step >= this.settings.firstSteps,
        loss: (batch, context) => this.flowLoss(batch, context),
      },
    ];
  }

  /** The flow's loss for codes of `x`, of a VAE that stands still. */
  flowLoss({ x }: ImageBatch, context: Context): Losses {
    const posterior = this.vae.posterior(x, evaluating(context));
    return this.prior.loss({ x: reparameterize(posterior, context.rng) }, context);
  }

  sample(count: number, context: Context): Tensor {
    return tidy(() => this.decode(this.prior.sample(count, context), context));
  }
}

delegate(FlowVae, "vae", ["encode", "decode", "reconstruct", "score", "startAtMean"]);

export const flowVaeRecipe = modelRecipe({
  description: "VAE, then a flow from noise to its codes",
  paper: "https://arxiv.org/abs/2209.03003, https://arxiv.org/abs/2210.02747",
  optimizer: quickAdam,
  settings: {
    firstSteps: flowVaeSettings.firstSteps,
    samplingSteps: flowVaeSettings.samplingSteps,
    velocityHidden: flowPriorOptions.hidden,
    ...objectiveSettings,
    ...networkSettings,
  },
  stages: { firstSteps: 0.5 },
  create(options, { rng }) {
    const velocity = velocityNetwork({ latent: options.latent, hidden: options.velocityHidden }, rng.fork("velocity"));
    const objective = objectiveOf("createFlowVae", options);
    return new FlowVae(
      { ...fittingNetworks(options, rng), velocity },
      { ...pick(options, flowVaeSettings), objective },
    );
  },
});

export interface CreateFlowVaeOptions extends FactoryOptions<typeof flowVaeRecipe.settings> {}

/**
 * A VAE with a flow to its codes, with networks that fit the shape of one example: `createFlowVae({ shape: [28, 28, 1], latent: 16 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range, and for an objective beside settings of the ELBO.
 */
export function createFlowVae(options: CreateFlowVaeOptions, rng: Rng): FlowVae {
  return createFrom("createFlowVae", flowVaeRecipe, options, { rng });
}
