import { completeSettings, type Given, rate, weight } from "@genlab/core";
import { freeBits, gaussianKl, gaussianKlPerDimension } from "@genlab/losses";
import { add, mul, type Scalar } from "@tensorflow/tfjs-core";
import { autoencode, type Objective } from "./parts/objective.js";
import { weightAt } from "./parts/weight-at.js";

export const elboSettings = {
  reconstructionWeight: weight("Weight of the reconstruction term.", { default: 1 }),
  beta: rate("`β`, the weight of the KL term: above 1 this is a β-VAE, a schedule warms it up.", {
    default: 1,
    min: 0,
  }),
  freeBits: weight(
    "Nats that each latent dimension may hold at no cost. Kingma et al. 2016, https://arxiv.org/abs/1606.04934.",
    { default: 0 },
  ),
};

export interface ElboOptions extends Given<typeof elboSettings> {}

/**
 * `−w E_q(z|x) log p(x|z) + β KL(q(z|x) ‖ N(0, I))`. Terms: `reconstruction`, `kl`; with a scheduled weight also `beta`.
 *
 * Kingma & Welling 2013, https://arxiv.org/abs/1312.6114; β: Higgins et al. 2017, https://openreview.net/forum?id=Sy2fzU9gl
 *
 * @throws GenlabError for a setting that is none or out of range.
 *
 * @example
 * ```ts
 * import { createRng, createVae, elbo } from "genlab";
 *
 * createVae({ shape: [8, 8, 1], latent: 4, network: "dense", objective: elbo({ beta: 4, freeBits: 0.1 }) }, createRng(1));
 * ```
 */
export function elbo(options: ElboOptions = {}): Objective {
  const { reconstructionWeight, beta, freeBits: minimum } = completeSettings("elbo", elboSettings, options);
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
