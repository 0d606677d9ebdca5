import { refuseUnknown, requireNonNegative, type Schedule, withoutSchedules } from "@genlab/core";
import { freeBits, gaussianKl, gaussianKlPerDimension } from "@genlab/losses";
import { add, mul, type Scalar } from "@tensorflow/tfjs-core";
import { autoencode, type Objective } from "./objective.js";
import { weightAt } from "./weight-at.js";

export interface ElboOptions {
  /** Weight of the reconstruction term. Default 1. */
  readonly reconstructionWeight?: number;
  /** Weight of the KL term: above 1 this is a β-VAE, a schedule warms it up. Default 1. */
  readonly beta?: number | Schedule;
  /** Nats that each latent dimension may hold at no cost. Default 0. Kingma et al. 2016, https://arxiv.org/abs/1606.04934 */
  readonly freeBits?: number;
}

/**
 * `−w E_q(z|x) log p(x|z) + β KL(q(z|x) ‖ N(0, I))`. Terms: `reconstruction`, `kl`; with a scheduled weight also `beta`.
 *
 * Kingma & Welling 2013, https://arxiv.org/abs/1312.6114; β: Higgins et al. 2017, https://openreview.net/forum?id=Sy2fzU9gl
 *
 * @throws GenlabError for weights or free bits below 0, and for options that it does not have.
 */
export function elbo(options: ElboOptions = {}): Objective {
  const { reconstructionWeight = 1, beta = 1, freeBits: minimum = 0, ...others } = options;
  refuseUnknown("elbo", others, { reconstructionWeight, beta, freeBits: minimum });
  requireNonNegative("elbo", { reconstructionWeight, freeBits: minimum, ...withoutSchedules({ beta }) });
  return (model, { x }, context) => {
    const { posterior, reconstruction } = autoencode(model, x, context);
    const { mean, logVariance } = posterior;
    const kl = gaussianKl(mean, logVariance);
    const charged = minimum > 0 ? freeBits(gaussianKlPerDimension(mean, logVariance), { minimum }) : kl;
    const { weight, terms } = weightAt(beta, context);
    const total = add<Scalar>(mul(reconstructionWeight, reconstruction), mul(weight, charged));
    return { total, reconstruction, kl, ...terms };
  };
}
