import {
  type Context,
  type Decodes,
  type Encodes,
  evaluating,
  type ImageBatch,
  type Layer,
  type Losses,
  type Model,
  type Phase,
  type Reconstructs,
  refuseUnknown,
  requireCounts,
  requireDraws,
  type Samples,
  type Scores,
  type Weighs,
} from "@genlab/core";
import { reparameterize } from "@genlab/layers";
import { LearnedGaussian, type Likelihood } from "@genlab/losses";
import { reshape, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { CodeVae } from "./code-vae.js";
import { drawMany } from "./gaussian-densities.js";
import { logWeightsOf } from "./log-weights.js";
import { Vae } from "./vae.js";

export interface TwoStageVaeNetworks {
  /** Maps `x` to `[batch, 2 latent]`: means and log-variances. */
  readonly encoder: Layer;
  /** Maps `z` `[batch, latent]` to what the likelihood reads, of the shape of `x`. */
  readonly decoder: Layer;
  /** Maps `z` to `[batch, 2 latent]`: means and log-variances of its code `u`. */
  readonly codeEncoder: Layer;
  /** Maps `u` `[batch, latent]` to the mean of `z`, `[batch, latent]`. */
  readonly codeDecoder: Layer;
  /** Default `new LearnedGaussian()`, as in the paper. */
  readonly likelihood?: Likelihood;
}

export interface TwoStageVaeSettings {
  readonly latent: number;
  /** Steps that the first VAE is trained for; the second is trained in those that follow. */
  readonly firstSteps: number;
}

/**
 * Two-stage VAE: a VAE of the data, then a second one of its codes `z ~ q(z|x)`, of the same size, in the place of the prior `N(0, I)`
 * that the codes do not quite follow. Each minimises its negative ELBO; `p(z|u)` is Gaussian with one learned variance.
 * Samples go `u ~ N(0, I)`, `z ~ p(z|u)`, `x`.
 *
 * Dai & Wipf 2019, https://arxiv.org/abs/1903.05789
 */
export class TwoStageVae implements Model, Samples, Encodes, Decodes, Reconstructs, Scores, Weighs {
  readonly first: Vae;
  readonly second: CodeVae;
  readonly settings: TwoStageVaeSettings;

  /** @throws GenlabError for counts that are none, and for settings or networks that it does not have. */
  constructor(networks: TwoStageVaeNetworks, settings: TwoStageVaeSettings) {
    const {
      encoder,
      decoder,
      codeEncoder,
      codeDecoder,
      likelihood = new LearnedGaussian(),
      ...otherNetworks
    } = networks;
    refuseUnknown("TwoStageVae", otherNetworks, { encoder, decoder, codeEncoder, codeDecoder, likelihood });
    const { latent, firstSteps, ...others } = settings;
    refuseUnknown("TwoStageVae", others, { latent, firstSteps });
    requireCounts("TwoStageVae", { firstSteps });
    this.first = new Vae({ encoder, decoder, likelihood }, { latent });
    this.second = new CodeVae({ encoder: codeEncoder, decoder: codeDecoder }, { latent });
    this.settings = { latent, firstSteps };
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

  encode(x: Tensor, context: Context): Tensor {
    return this.first.encode(x, context);
  }

  decode(z: Tensor, context: Context): Tensor {
    return this.first.decode(z, context);
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return this.first.reconstruct(x, context);
  }

  sample(count: number, context: Context): Tensor {
    return tidy(() => this.decode(this.second.sample(count, context), context));
  }

  /** The first VAE's bound on `−log p(x)` of each example, `[batch]`, in nats. */
  score(x: Tensor, context: Context): Tensor {
    return this.first.score(x, context);
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
