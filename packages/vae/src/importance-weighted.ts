import { completeSettings, count, type Given, modelRecipe, oneOf, pick } from "@genlab/core";
import { type DiagonalGaussian, stopGradient } from "@genlab/layers";
import {
  clone,
  customGrad,
  exp,
  expandDims,
  type GradSaveFunc,
  logSumExp,
  mean,
  mul,
  neg,
  type Scalar,
  sub,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { quickAdam } from "./parts/adam.js";
import { drawMany } from "./parts/gaussian-densities.js";
import { logWeightsOf } from "./parts/log-weights.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";
import type { Objective } from "./parts/objective.js";
import { Vae } from "./vae.js";

export const importanceWeightedSettings = {
  samples: count("`k`, the draws an example.", { default: 5, source: "the lesser of the paper's 5 and 50" }),
  estimator: oneOf(
    'How the encoder\'s gradient is estimated: that of the bound itself, "iwae", which gets noisier as `k` grows, or the doubly reparameterised one, "dreg", which does not and takes one more pass through the decoder.',
    ["iwae", "dreg"],
    { default: "iwae" },
  ),
};

export interface ImportanceWeightedOptions extends Given<typeof importanceWeightedSettings> {}

/**
 * `−E log 1/k Σᵢ wᵢ` with `wᵢ = p(x, zᵢ) / q(zᵢ|x)` and `zᵢ ~ q(z|x)`: the IWAE's bound, tighter as `k` grows, and the ELBO at `k = 1`.
 * Terms: `negativeElbo`, the mean of `−log wᵢ` over the same draws.
 *
 * With "dreg" the encoder's gradient is that of `Σᵢ w̃ᵢ² log wᵢ` by way of `zᵢ` alone, `w̃ᵢ = wᵢ / Σ w`; it is 0 where `q` is the posterior.
 *
 * Burda et al. 2015, https://arxiv.org/abs/1509.00519; Tucker et al. 2018, equation 7, https://arxiv.org/abs/1810.04152
 *
 * @throws GenlabError for a setting that is none or out of range.
 */
export function importanceWeighted(options: ImportanceWeightedOptions = {}): Objective {
  const { samples, estimator } = completeSettings("importanceWeighted", importanceWeightedSettings, options);
  return (model, { x }, context) => {
    const posterior = model.posterior(x, context);
    const draws = drawMany(posterior, samples, context.rng);
    const isDouble = estimator === "dreg";
    const density = isDouble ? stopped(posterior) : posterior;
    const logWeightsAt = (z: Tensor) => logWeightsOf(model, { x, z, posterior: density }, context); // [samples, batch]
    const logWeights = logWeightsAt(isDouble ? weightedPath(draws, logWeightsAt) : draws);
    const bound = sub(logSumExp(logWeights, 0), Math.log(samples)); // [batch]
    return { total: neg(mean<Scalar>(bound)), negativeElbo: neg(mean<Scalar>(logWeights)) };
  };
}

/** `z`, whose gradient is weighted by `w̃`. What runs inside a custom gradient leaves nothing on the tape. */
function weightedPath(z: Tensor, logWeightsAt: (z: Tensor) => Tensor): Tensor {
  const path = customGrad((input, save) => {
    const logWeights = logWeightsAt(input as Tensor);
    const shares = exp(sub(logWeights, logSumExp(logWeights, 0, true)));
    (save as GradSaveFunc)([expandDims(shares, -1)]); // [samples, batch, 1]
    return { value: clone(input as Tensor), gradFunc: (dy, [weights]) => mul(dy, weights!) };
  });
  return path(z);
}

const stopped = ({ mean, logVariance }: DiagonalGaussian): DiagonalGaussian => ({
  mean: stopGradient(mean),
  logVariance: stopGradient(logVariance),
});

export const iwaeRecipe = modelRecipe({
  description: "VAE with a tighter bound, of several samples",
  paper: "https://arxiv.org/abs/1509.00519, https://arxiv.org/abs/1810.04152",
  optimizer: quickAdam,
  settings: { ...importanceWeightedSettings, ...networkSettings },
  create(options, { rng }) {
    const objective = importanceWeighted(pick(options, importanceWeightedSettings));
    return new Vae(fittingNetworks(options, rng), { latent: options.latent, objective });
  },
});
