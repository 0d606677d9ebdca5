import {
  type Context,
  completeSettings,
  count,
  createFrom,
  delegate,
  type Encodes,
  type FactoryOptions,
  type Given,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  modelRecipe,
  type Phase,
  type Reconstructs,
  type Rng,
  refuseUnknown,
  requireDraws,
  requireLayers,
  type Samples,
  type Scores,
  type Weighs,
} from "@genlab/core";
import { type DiagonalGaussian, diagonalGaussian, reparameterize } from "@genlab/layers";
import { bernoulli, DecoderLikelihood, gaussianKl, type Likelihood } from "@genlab/losses";
import { add, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { elbo } from "./elbo.js";
import { quickAdam } from "./parts/adam.js";
import { drawMany } from "./parts/gaussian-densities.js";
import { logWeightsOf } from "./parts/log-weights.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";
import type { LatentModel, Objective } from "./parts/objective.js";
import { objectiveOf, objectiveSetting, objectiveSettings } from "./parts/objective-settings.js";

export interface VaeNetworks {
  /** Maps `x` to `[batch, 2 latent]`: means and log-variances. */
  readonly encoder: Layer;
  /** Maps `[batch, latent]` to what the likelihood reads, of the shape of `x`. */
  readonly decoder: Layer;
  /** What the decoder's output says of `x`. Default `bernoulli`: logits. */
  readonly likelihood?: Likelihood;
}

export const vaeSettings = { latent: count("Numbers of a code."), objective: objectiveSetting };

export interface VaeSettings extends Given<typeof vaeSettings> {}

export interface Vae extends Pick<DecoderLikelihood, "decode" | "distortion" | "startAtMean"> {}

/**
 * Variational autoencoder: a latent `z ~ N(0, I)`, a decoder's `p(x|z)`, and an encoder's `q(z|x)` in the place of the posterior. By
 * default it minimises `−E_q(z|x) log p(x|z) + KL(q(z|x) ‖ N(0, I))`, in nats per example; other objectives make it a β-VAE, β-TC-VAE,
 * InfoVAE or IWAE.
 *
 * Kingma & Welling 2013, https://arxiv.org/abs/1312.6114
 */
export class Vae implements Model, Samples, Encodes, Reconstructs, Scores, Weighs, LatentModel {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly likelihood: Likelihood;
  readonly settings: { readonly latent: number; readonly objective: Objective };

  /** @throws GenlabError for a setting that is none or out of range, and for networks that are none, or that it does not have. */
  constructor({ encoder, decoder, likelihood = bernoulli, ...others }: VaeNetworks, settings: VaeSettings) {
    refuseUnknown("Vae", others, { encoder, decoder, likelihood });
    requireLayers("Vae", { encoder, decoder });
    this.encoder = encoder;
    this.decoder = decoder;
    this.likelihood = likelihood;
    const { latent, objective } = completeSettings("Vae", vaeSettings, settings);
    this.settings = { latent, objective: objective === "auto" ? elbo() : objective };
    void this.decoding; // which refuses a likelihood that is none
  }

  /** `p(x|z)` */
  get decoding(): DecoderLikelihood {
    return new DecoderLikelihood("Vae", this);
  }

  phases(): readonly Phase[] {
    return [{ name: "vae", updates: this, loss: this.loss.bind(this) }];
  }

  /** The objective's terms. */
  loss(batch: ImageBatch, context: Context): Losses {
    return this.settings.objective(this, batch, context);
  }

  /** The posterior's means, `[batch, latent]`. */
  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => this.posterior(x, context).mean);
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  sample(count: number, context: Context): Tensor {
    requireDraws("Vae", { count }, context);
    return tidy(() => this.decoding.drawn(context.rng.normal([count, this.settings.latent]), context));
  }

  /** One draw's bound on `−log p(x)` of each example, `[batch]`, in nats: the negative ELBO. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => {
      const posterior = this.posterior(x, context);
      const z = reparameterize(posterior, context.rng);
      return add(this.distortion(x, z, context), gaussianKl.perExample(posterior.mean, posterior.logVariance));
    });
  }

  /** `log p(x, z) − log q(z|x)` of so many `z ~ q(z|x)` for each example, `[samples, batch]`, in nats. */
  logWeights(x: Tensor, samples: number, context: Context): Tensor {
    requireDraws("Vae", { samples }, context);
    return tidy(() => {
      const posterior = this.posterior(x, context);
      return logWeightsOf(this, { x, posterior, z: drawMany(posterior, samples, context.rng) }, context);
    });
  }

  posterior(x: Tensor, context: Context): DiagonalGaussian {
    return tidy(() => ({ ...diagonalGaussian(this.encoder.forward(x, context), this.settings.latent) }));
  }
}

delegate(Vae, "decoding", ["decode", "distortion", "startAtMean"]);

export const vaeRecipe = modelRecipe({
  description: "Variational autoencoder",
  paper: "https://arxiv.org/abs/1312.6114",
  optimizer: quickAdam,
  settings: { ...objectiveSettings, ...networkSettings },
  create: (options, { rng }) =>
    new Vae(fittingNetworks(options, rng), { latent: options.latent, objective: objectiveOf("createVae", options) }),
});

export interface CreateVaeOptions extends FactoryOptions<typeof vaeRecipe.settings> {}

/**
 * A VAE with networks that fit the shape of one example: `createVae({ shape: [28, 28, 1], latent: 16, beta: 4 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range, and for an objective beside settings of the ELBO.
 *
 * @example
 * ```ts
 * import { createContext, createRng, createVae, linear } from "genlab";
 *
 * const rng = createRng(1);
 * const beta = linear({ from: 0, to: 1, steps: 1000 }); // warms the KL up
 * const model = createVae({ shape: [8, 8, 1], latent: 4, network: "dense", beta }, rng);
 * console.log(model.sample(2, createContext({ rng })).shape); // [2, 8, 8, 1]
 * ```
 */
export function createVae(options: CreateVaeOptions, rng: Rng): Vae {
  return createFrom("createVae", vaeRecipe, options, { rng });
}
