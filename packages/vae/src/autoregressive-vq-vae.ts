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
  type Rng,
  requireDraws,
  type Samples,
  type Values,
  type Weighs,
  withDefault,
} from "@genlab/core";
import { likelihoodOf, likelihoodSettings } from "@genlab/losses";
import { broadcastTo, reshape, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { AutoregressivePrior, type AutoregressivePriorNetworks, transformerSettings } from "./autoregressive-prior.js";
import { CausalTransformer } from "./parts/causal-transformer.js";
import { vqNetworkSettings, vqNetworks } from "./parts/vq-networks.js";
import { VqVae, type VqVaeNetworks, vqVaeSettings } from "./vq-vae.js";

export interface AutoregressiveVqVaeNetworks extends VqVaeNetworks, AutoregressivePriorNetworks {}

export const autoregressiveVqVaeSettings = {
  codeShape: vqVaeSettings.codeShape,
  equivariance: vqVaeSettings.equivariance,
  firstSteps: count("Steps that the VQ-VAE is trained for; the prior is trained in those that follow.", {
    default: 700,
    source: "for a small training, most of which the prior needs",
  }),
};

export interface AutoregressiveVqVaeSettings extends Given<typeof autoregressiveVqVaeSettings> {}

export interface AutoregressiveVqVae extends Autoencodes, Pick<VqVae, "startAtMean" | "indices" | "decodeIndices"> {}

/**
 * VQ-VAE, then a prior of its codes that knows how they go together: a `VqVae` of the data, then an `AutoregressivePrior` of the codes, while
 * the VQ-VAE stands still. Samples are decoded from codes that are drawn one after another, each given those before.
 *
 * van den Oord et al. 2017, https://arxiv.org/abs/1711.00937; by a transformer, as in Esser et al. 2020, https://arxiv.org/abs/2012.09841
 */
export class AutoregressiveVqVae implements Model, Samples, Weighs {
  readonly first: VqVae;
  readonly prior: AutoregressivePrior;
  readonly settings: Values<typeof autoregressiveVqVaeSettings>;

  /** @throws GenlabError for a setting that is none or out of range, and for networks that are none, or that it does not have. */
  constructor({ predictor, ...coders }: AutoregressiveVqVaeNetworks, settings: AutoregressiveVqVaeSettings) {
    this.settings = completeSettings("AutoregressiveVqVae", autoregressiveVqVaeSettings, settings);
    const { codeShape, equivariance } = this.settings;
    // its own prior is not asked for
    this.first = new VqVae(coders, { codeShape, equivariance, priorComponents: 1 });
    const { places, codes } = this.first.prior;
    this.prior = new AutoregressivePrior({ predictor }, { places, codes });
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "vae",
        updates: this.first,
        active: (step) => step < this.settings.firstSteps,
        loss: (batch, context) => this.first.loss(batch, context),
      },
      {
        name: "prior",
        updates: this.prior,
        active: (step) => step >= this.settings.firstSteps,
        loss: (batch, context) => this.priorLoss(batch, context),
      },
    ];
  }

  /** The prior's loss for codes of `x`, of a VQ-VAE that stands still. */
  priorLoss({ x }: ImageBatch, context: Context): Losses {
    return this.prior.loss({ x: this.first.indices(x, evaluating(context)) });
  }

  sample(count: number, context: Context): Tensor {
    requireDraws("AutoregressiveVqVae", { count }, context);
    return tidy(() => {
      const places = this.settings.codeShape.slice(0, -1);
      return this.decodeIndices(reshape(this.prior.sample(count, context), [count, ...places]), context);
    });
  }

  /**
   * `log p(x|k) + log p(k)` of the codes `k`, `[samples, batch]`, in nats where the likelihood is a density: as an example has one `k`, all
   * its weights are the same.
   */
  logWeights(x: Tensor, samples: number, context: Context): Tensor {
    requireDraws("AutoregressiveVqVae", { samples }, context);
    return tidy(() => {
      const logPrior = this.prior.logDensity(this.first.indices(x, context));
      return broadcastTo(sub(logPrior, this.first.score(x, context)), [samples, x.shape[0]!]);
    });
  }
}

delegate(AutoregressiveVqVae, "first", [
  "encode",
  "decode",
  "reconstruct",
  "score",
  "startAtMean",
  "indices",
  "decodeIndices",
]);

export const autoregressiveVqVaeRecipe = modelRecipe({
  description: "VQ-VAE, then a transformer that draws its codes one after another",
  paper: "https://arxiv.org/abs/1711.00937, https://arxiv.org/abs/2012.09841",
  settings: {
    firstSteps: autoregressiveVqVaeSettings.firstSteps,
    equivariance: autoregressiveVqVaeSettings.equivariance,
    ...transformerSettings,
    ...vqNetworkSettings,
    codes: withDefault(vqNetworkSettings.codes, 128, "for small images: a prior of few codes is soon learned"),
    ...likelihoodSettings("squared-error"),
  },
  stages: { firstSteps: 0.5 },
  create(options, { rng }) {
    const { codeShape, ...networks } = vqNetworks(options, rng);
    const { firstSteps, equivariance, shape, ...sizes } = options;
    const places = codeShape.slice(0, -1).reduce((product, length) => product * length, 1);
    const predictor = new CausalTransformer({ ...sizes, places, codes: networks.quantizer.codes }, rng.fork("prior"));
    const likelihood = likelihoodOf(options, shape);
    return new AutoregressiveVqVae({ ...networks, likelihood, predictor }, { codeShape, firstSteps, equivariance });
  },
});

export interface CreateAutoregressiveVqVaeOptions extends FactoryOptions<typeof autoregressiveVqVaeRecipe.settings> {}

/**
 * A VQ-VAE with a prior of its codes, with networks that fit the shape of one example: `createAutoregressiveVqVae({ shape: [28, 28, 1] }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range, and for images that cannot be halved.
 */
export function createAutoregressiveVqVae(options: CreateAutoregressiveVqVaeOptions, rng: Rng): AutoregressiveVqVae {
  return createFrom("createAutoregressiveVqVae", autoregressiveVqVaeRecipe, options, { rng });
}
