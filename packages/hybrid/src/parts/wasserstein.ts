import { count, weight } from "@genlab/core";
import { errorSetting } from "@genlab/losses";

/** Settings of Wasserstein autoencoders. */
export const wassersteinSettings = {
  latent: count("Numbers of a code."),
  divergenceWeight: weight("`λ`, the weight of the divergence.", {
    default: 10,
    source: "as the paper has it on MNIST",
  }),
  priorDeviation: weight("`σ` of the prior `N(0, σ² I)`.", { default: 1 }),
  cost: errorSetting("The transport cost.", "squared-error"),
};

/** Tolstikhin et al. 2017, https://arxiv.org/abs/1711.01558 */
export const wassersteinAdam = { type: "adam", learningRate: 1e-3, beta1: 0.5 } as const;
