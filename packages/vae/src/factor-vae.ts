import {
  type Context,
  type Decodes,
  type Encodes,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  type Phase,
  type Reconstructs,
  refuseUnknown,
  requireLayers,
  requireNonNegative,
  type Samples,
  type Scores,
  type Weighs,
} from "@genlab/core";
import { densityRatioTotalCorrelation, gaussianKl, minimax, permuteDimensions } from "@genlab/losses";
import { addN, mul, type Scalar, type Tensor, unstack } from "@tensorflow/tfjs-core";
import { drawMany } from "./gaussian-densities.js";
import { autoencode } from "./objective.js";
import { Vae, type VaeNetworks } from "./vae.js";

export interface FactorVaeNetworks extends VaeNetworks {
  /** Maps codes `[batch, latent]` to logits `[batch, 1]`, high for codes of examples, low for those with shuffled dimensions. */
  readonly discriminator: Layer;
}

export interface FactorVaeSettings {
  readonly latent: number;
  /** `γ`, the weight of the total correlation. Default 35, the paper's for 2-D shapes. */
  readonly gamma?: number;
}

/**
 * FactorVAE: minimises `−E_q(z|x) log p(x|z) + KL(q(z|x) ‖ N(0, I)) + γ E log D(z) / (1 − D(z))`, where the last term estimates the total
 * correlation of `q(z)` with a discriminator that tells codes from codes whose dimensions were shuffled over the batch.
 *
 * Kim & Mnih 2018, https://arxiv.org/abs/1802.05983
 */
export class FactorVae implements Model, Samples, Encodes, Decodes, Reconstructs, Scores, Weighs {
  readonly vae: Vae;
  readonly discriminator: Layer;
  readonly settings: Required<FactorVaeSettings>;

  /** @throws GenlabError for a latent that is no count, a weight below 0, and settings or networks that it does not have. */
  constructor({ discriminator, ...networks }: FactorVaeNetworks, settings: FactorVaeSettings) {
    const { latent, gamma = 35, ...others } = settings;
    refuseUnknown("FactorVae", others, { latent, gamma });
    this.settings = { latent, gamma };
    requireNonNegative("FactorVae", { gamma });
    this.vae = new Vae(networks, { latent });
    requireLayers("FactorVae", { discriminator });
    this.discriminator = discriminator;
  }

  phases(): readonly Phase[] {
    return [
      { name: "vae", updates: this.vae, loss: (batch, context) => this.loss(batch, context) },
      {
        name: "discriminator",
        updates: this.discriminator,
        loss: (batch, context) => this.discriminatorLoss(batch, context),
      },
    ];
  }

  /** Terms: `reconstruction`, `kl`, `totalCorrelation`. */
  loss({ x }: ImageBatch, context: Context): Losses {
    const { posterior, z, reconstruction } = autoencode(this.vae, x, context);
    const kl = gaussianKl(posterior.mean, posterior.logVariance);
    const totalCorrelation = densityRatioTotalCorrelation(this.discriminator.forward(z, context));
    const total = addN([reconstruction, kl, mul<Scalar>(this.settings.gamma, totalCorrelation)]);
    return { total, reconstruction, kl, totalCorrelation };
  }

  /** The cross-entropy of codes against shuffled codes, each of draws of its own. */
  discriminatorLoss({ x }: ImageBatch, context: Context): Losses {
    const posterior = this.vae.posterior(x, context);
    const [joint, others] = unstack(drawMany(posterior, 2, context.rng)) as [Tensor, Tensor];
    const product = permuteDimensions(others, context.rng);
    const judge = (z: Tensor) => this.discriminator.forward(z, context);
    return { total: minimax.discriminator(judge(joint), judge(product)) };
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
    return this.vae.sample(count, context);
  }

  score(x: Tensor, context: Context): Tensor {
    return this.vae.score(x, context);
  }

  /** `log p(x, z) − log q(z|x)` of so many `z ~ q(z|x)` for each example, `[samples, batch]`, in nats. */
  logWeights(x: Tensor, samples: number, context: Context): Tensor {
    return this.vae.logWeights(x, samples, context);
  }
}
