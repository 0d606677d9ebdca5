import { completeSettings, count, type Given, modelRecipe, oneOf, pick, rate, weight } from "@genlab/core";
import { klDecomposition } from "@genlab/losses";
import { addN, mul, type Scalar } from "@tensorflow/tfjs-core";
import { quickAdam } from "./parts/adam.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";
import { autoencode, type Objective } from "./parts/objective.js";
import { weightAt } from "./parts/weight-at.js";
import { Vae } from "./vae.js";

const weights = {
  sampling: oneOf(
    'How `q(z)` is estimated from a batch. Terms of "weighted" are off by multiples of the logarithm of the number of examples, which have no gradient. Those of "stratified" are not, but in small batches its total correlation can fall below 0, which training finds out.',
    ["weighted", "stratified"],
    { default: "weighted", source: "as in the paper" },
  ),
  alpha: weight("`α`, the weight of the mutual information of code and example.", { default: 1 }),
  beta: rate(
    "`β`, the weight of the total correlation; a schedule warms it up, so that codes hold something before they are made independent.",
    { default: 6, source: "as the authors run it, https://github.com/rtqichen/beta-tcvae", min: 0 },
  ),
  gamma: weight("`γ`, the weight of each dimension's divergence from the prior.", { default: 1 }),
};

export const decomposedElboSettings = {
  datasetSize: count("How many examples the batches are drawn from."),
  ...weights,
};

export interface DecomposedElboOptions extends Given<typeof decomposedElboSettings> {}

/**
 * `−E_q(z|x) log p(x|z) + α I(z; x) + β TC(z) + γ Σⱼ KL(q(zⱼ) ‖ N(0, 1))`, the β-TC-VAE's: the ELBO at weights of 1, and latents that
 * are independent of each other above. Terms: `reconstruction`, `mutualInformation`, `totalCorrelation`, `dimensionWiseKl`, and with
 * a scheduled weight `beta`; they are estimates from the batch, the better the larger it is: with "weighted" a
 * code of more than `log(batch size)` nats counts as correlated, and each nat above costs β.
 *
 * Chen et al. 2018, https://arxiv.org/abs/1802.04942
 *
 * @throws GenlabError for a setting that is none or out of range.
 */
export function decomposedElbo(options: DecomposedElboOptions): Objective {
  const values = completeSettings("decomposedElbo", decomposedElboSettings, options);
  const { datasetSize, sampling, alpha, beta, gamma } = values;
  return (model, { x }, context) => {
    const { posterior, z, reconstruction } = autoencode(model, x, context);
    const parts = klDecomposition({ ...posterior, z }, { datasetSize, sampling });
    const { weight, terms } = weightAt(beta, context);
    const weighted = [
      mul<Scalar>(alpha, parts.mutualInformation),
      mul<Scalar>(weight, parts.totalCorrelation),
      mul<Scalar>(gamma, parts.dimensionWiseKl),
    ];
    return { total: addN([reconstruction, ...weighted]), reconstruction, ...parts, ...terms };
  };
}

export const betaTcVaeRecipe = modelRecipe({
  description: "VAE with independent codes, by its batch's estimate of their total correlation",
  paper: "https://arxiv.org/abs/1802.04942",
  optimizer: quickAdam,
  settings: { ...weights, ...networkSettings },
  create(options, { rng, examples }) {
    const objective = decomposedElbo({ datasetSize: examples, ...pick(options, weights) });
    return new Vae(fittingNetworks(options, rng), { latent: options.latent, objective });
  },
});
