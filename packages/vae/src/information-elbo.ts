import { completeSettings, type Given, modelRecipe, number, pick, requireNonNegative } from "@genlab/core";
import { gaussianKl, kernelOf, kernelSetting, maximumMeanDiscrepancy } from "@genlab/losses";
import { addN, mul, type Scalar } from "@tensorflow/tfjs-core";
import { quickAdam } from "./parts/adam.js";
import { fittingNetworks, networkSettings } from "./parts/networks.js";
import { autoencode, type Objective } from "./parts/objective.js";
import { Vae } from "./vae.js";

export const informationElboSettings = {
  alpha: number(
    "`α`, how much information of the example the code keeps: at 1 no KL is left, as in MMD-VAE and WAE-MMD.",
    { default: 1, max: 1 },
  ),
  lambda: number("`λ`, with `α + λ` at least 1: the weight of the discrepancy is `α + λ − 1`.", {
    default: 10,
    source: "that of WAE-MMD on MNIST",
  }),
  kernel: kernelSetting(),
};

export interface InformationElboOptions extends Given<typeof informationElboSettings> {}

/**
 * `−E_q(z|x) log p(x|z) + (1 − α) KL(q(z|x) ‖ N(0, I)) + (α + λ − 1) MMD²(q(z) ‖ N(0, I))`, the InfoVAE's, which holds the codes of the
 * batch as a whole to the prior. Terms: `reconstruction`, `kl`, `discrepancy`.
 *
 * Zhao et al. 2017, https://arxiv.org/abs/1706.02262; α = 1: Tolstikhin et al. 2017, https://arxiv.org/abs/1711.01558
 *
 * @throws GenlabError for a setting that is none or out of range, and for a weight of the discrepancy below 0.
 */
export function informationElbo(options: InformationElboOptions = {}): Objective {
  const { alpha, lambda, kernel } = completeSettings("informationElbo", informationElboSettings, options);
  requireNonNegative("informationElbo", { "alpha + lambda - 1": alpha + lambda - 1 });
  const distance = kernelOf(kernel);
  return (model, { x }, context) => {
    const { posterior, z, reconstruction } = autoencode(model, x, context);
    const kl = gaussianKl(posterior.mean, posterior.logVariance);
    const discrepancy = maximumMeanDiscrepancy(z, context.rng.normal(z.shape), distance);
    const weighted = [mul<Scalar>(1 - alpha, kl), mul<Scalar>(alpha + lambda - 1, discrepancy)];
    return { total: addN([reconstruction, ...weighted]), reconstruction, kl, discrepancy };
  };
}

export const infoVaeRecipe = modelRecipe({
  description: "VAE whose codes as a whole follow the prior",
  paper: "https://arxiv.org/abs/1706.02262, https://arxiv.org/abs/1711.01558",
  optimizer: quickAdam,
  settings: { ...informationElboSettings, ...networkSettings },
  create(options, { rng }) {
    const objective = informationElbo(pick(options, informationElboSettings));
    return new Vae(fittingNetworks(options, rng), { latent: options.latent, objective });
  },
});
