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
  type Layer,
  type Losses,
  type Model,
  modelRecipe,
  type Phase,
  pick,
  type Rng,
  requireDraws,
  type Samples,
  type Values,
  type Weighs,
} from "@genlab/core";
import { reparameterize } from "@genlab/layers";
import { LearnedGaussian, likelihoodSettings } from "@genlab/losses";
import { reshape, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { CodeVae, codeVaeNetworks, codeVaeOptions } from "./code-vae.js";
import { quickAdam } from "./parts/adam.js";
import { drawMany } from "./parts/gaussian-densities.js";
import { logWeightsOf } from "./parts/log-weights.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";
import { Vae, type VaeNetworks, vaeSettings } from "./vae.js";

/** Its likelihood is by default a `LearnedGaussian`, as in the paper. */
export interface TwoStageVaeNetworks extends VaeNetworks {
  /** Maps `z` to `[batch, 2 latent]`: means and log-variances of its code `u`. */
  readonly codeEncoder: Layer;
  /** Maps `u` `[batch, latent]` to the mean of `z`, `[batch, latent]`. */
  readonly codeDecoder: Layer;
}

export const twoStageVaeSettings = {
  latent: vaeSettings.latent,
  firstSteps: count("Steps that the first VAE is trained for; the second is trained in those that follow.", {
    default: 1000,
    source: "for a small training: the paper has 400 epochs on MNIST",
  }),
};

export interface TwoStageVaeSettings extends Given<typeof twoStageVaeSettings> {}

export interface TwoStageVae extends Autoencodes, Pick<Vae, "startAtMean"> {}

/**
 * Two-stage VAE: a VAE of the data, then a second one of its codes `z ~ q(z|x)`, of the same size, in the place of the prior `N(0, I)`
 * that the codes do not quite follow. Each minimises its negative ELBO; `p(z|u)` is Gaussian with one learned variance.
 * Samples go `u ~ N(0, I)`, `z ~ p(z|u)`, `x`.
 *
 * Dai & Wipf 2019, https://arxiv.org/abs/1903.05789
 */
export class TwoStageVae implements Model, Samples, Weighs {
  readonly first: Vae;
  readonly second: CodeVae;
  readonly settings: Values<typeof twoStageVaeSettings>;

  /** @throws GenlabError for a setting that is none or out of range, and for networks that are none, or that it does not have. */
  constructor(
    { codeEncoder, codeDecoder, likelihood = new LearnedGaussian(), ...coders }: TwoStageVaeNetworks,
    settings: TwoStageVaeSettings,
  ) {
    this.settings = completeSettings("TwoStageVae", twoStageVaeSettings, settings);
    const { latent } = this.settings;
    this.first = new Vae({ ...coders, likelihood }, { latent });
    this.second = new CodeVae({ encoder: codeEncoder, decoder: codeDecoder }, { latent });
  }

  phases(): readonly Phase[] {
    return [
      {
        name: "first",
        updates: this.first,
        active: (step) => step < this.settings.firstSteps,
        loss: (batch, context) => this.first.loss(batch, context),
      },
      {
        name: "second",
        updates: this.second,
        active: (step) => step >= this.settings.firstSteps,
        loss: (batch, context) => this.codeLoss(batch, context),
      },
    ];
  }

  /** The second VAE's terms for codes of `x`, of a first one that stands still: `reconstruction`, `kl`. */
  codeLoss({ x }: ImageBatch, context: Context): Losses {
    const posterior = this.first.posterior(x, evaluating(context));
    return this.second.loss({ x: reparameterize(posterior, context.rng) }, context);
  }

  sample(count: number, context: Context): Tensor {
    return tidy(() => this.decode(this.second.sample(count, context), context));
  }

  /** `log p(x, z, u) − log q(z|x) q(u|z)` of so many draws for each example, `[samples, batch]`, in nats: with the second VAE for a prior. */
  logWeights(x: Tensor, samples: number, context: Context): Tensor {
    requireDraws("TwoStageVae", { samples }, context);
    return tidy(() => {
      const posterior = this.first.posterior(x, context);
      const latent = posterior.mean.shape.at(-1)!;
      const logPrior = (z: Tensor) =>
        reshape(this.second.logWeights(reshape(z, [-1, latent]), 1, context), z.shape.slice(0, -1));
      return logWeightsOf(
        this.first,
        { x, posterior, z: drawMany(posterior, samples, context.rng), logPrior },
        context,
      );
    });
  }
}

delegate(TwoStageVae, "first", ["encode", "decode", "reconstruct", "score", "startAtMean"]);

export const twoStageVaeRecipe = modelRecipe({
  description: "VAE, then a second one of its codes",
  paper: "https://arxiv.org/abs/1903.05789",
  optimizer: quickAdam,
  settings: {
    ...twoStageVaeSettings,
    codeHidden: { ...codeVaeOptions.hidden, about: "Features of the hidden layers of the second VAE." },
    ...networkSettings,
    ...likelihoodSettings("learned-gaussian", "as in the paper"),
  },
  stages: { firstSteps: 0.5 },
  create(options, { rng }) {
    const codes = codeVaeNetworks({ ...pick(options, codeVaeOptions), hidden: options.codeHidden }, rng);
    const networks = { ...fittingNetworks(options, rng), codeEncoder: codes.encoder, codeDecoder: codes.decoder };
    return new TwoStageVae(networks, pick(options, twoStageVaeSettings));
  },
});

export interface CreateTwoStageVaeOptions extends FactoryOptions<typeof twoStageVaeRecipe.settings> {}

/**
 * A two-stage VAE with networks that fit the shape of one example.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createTwoStageVae(options: CreateTwoStageVaeOptions, rng: Rng): TwoStageVae {
  return createFrom("createTwoStageVae", twoStageVaeRecipe, options, { rng });
}
