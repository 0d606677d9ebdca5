import { refuseUnknown, requireFunctions, requireNonNegative } from "@genlab/core";
import { gaussianKl, inverseMultiquadraticKernel, type Kernel, maximumMeanDiscrepancy } from "@genlab/losses";
import { addN, mul, type Scalar } from "@tensorflow/tfjs-core";
import { autoencode, type Objective } from "./objective.js";

export interface InformationElboOptions {
  /** `α`, how much information of the example the code keeps: at 1 no KL is left, as in MMD-VAE and WAE-MMD. Default 1. */
  readonly alpha?: number;
  /** `λ`, with `α + λ` at least 1: the weight of the discrepancy is `α + λ − 1`. Default 10, that of WAE-MMD on MNIST. */
  readonly lambda?: number;
  /** Default `inverseMultiquadraticKernel()`. */
  readonly kernel?: Kernel;
}

/**
 * `−E_q(z|x) log p(x|z) + (1 − α) KL(q(z|x) ‖ N(0, I)) + (α + λ − 1) MMD²(q(z) ‖ N(0, I))`, the InfoVAE's, which holds the codes of the
 * batch as a whole to the prior. Terms: `reconstruction`, `kl`, `discrepancy`.
 *
 * Zhao et al. 2017, https://arxiv.org/abs/1706.02262; α = 1: Tolstikhin et al. 2017, https://arxiv.org/abs/1711.01558
 *
 * @throws GenlabError for weights of terms that are below 0, a kernel that is no function, and options that it does not have.
 */
export function informationElbo(options: InformationElboOptions = {}): Objective {
  const { alpha = 1, lambda = 10, kernel = inverseMultiquadraticKernel(), ...others } = options;
  refuseUnknown("informationElbo", others, { alpha, lambda, kernel });
  requireFunctions("informationElbo", { kernel }, "gaussianKernel()");
  requireNonNegative("informationElbo", { "1 - alpha": 1 - alpha, "alpha + lambda - 1": alpha + lambda - 1 });
  return (model, { x }, context) => {
    const { posterior, z, reconstruction } = autoencode(model, x, context);
    const kl = gaussianKl(posterior.mean, posterior.logVariance);
    const discrepancy = maximumMeanDiscrepancy(z, context.rng.normal(z.shape), kernel);
    const weighted = [mul<Scalar>(1 - alpha, kl), mul<Scalar>(alpha + lambda - 1, discrepancy)];
    return { total: addN([reconstruction, ...weighted]), reconstruction, kl, discrepancy };
  };
}
