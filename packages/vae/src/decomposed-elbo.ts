import {
  refuseUnknown,
  requireCounts,
  requireNonNegative,
  requireOneOf,
  type Schedule,
  withoutSchedules,
} from "@genlab/core";
import { klDecomposition, type TotalCorrelationOptions } from "@genlab/losses";
import { addN, mul, type Scalar } from "@tensorflow/tfjs-core";
import { autoencode, type Objective } from "./objective.js";
import { weightAt } from "./weight-at.js";

export interface DecomposedElboOptions extends TotalCorrelationOptions {
  /**
   * How `q(z)` is estimated from a batch. Default "weighted", as in the paper: its terms are off by multiples of the logarithm of
   * `datasetSize`, which have no gradient. Those of "stratified" are not, but in small batches its total correlation can fall below 0,
   * which training finds out.
   */
  readonly sampling?: "weighted" | "stratified";
  /** `α`, the weight of the mutual information of code and example. Default 1. */
  readonly alpha?: number;
  /**
   * `β`, the weight of the total correlation. Default 6, as the authors run it, https://github.com/rtqichen/beta-tcvae; a schedule warms it up,
   * so that codes hold something before they are made independent.
   */
  readonly beta?: number | Schedule;
  /** `γ`, the weight of each dimension's divergence from the prior. Default 1. */
  readonly gamma?: number;
}

/**
 * `−E_q(z|x) log p(x|z) + α I(z; x) + β TC(z) + γ Σⱼ KL(q(zⱼ) ‖ N(0, 1))`, the β-TC-VAE's: the ELBO at weights of 1, and latents that
 * are independent of each other above. Terms: `reconstruction`, `mutualInformation`, `totalCorrelation`, `dimensionWiseKl`, and with
 * a scheduled weight `beta`; they are estimates from the batch, the better the larger it is: with "weighted" a
 * code of more than `log(batch size)` nats counts as correlated, and each nat above costs β.
 *
 * Chen et al. 2018, https://arxiv.org/abs/1802.04942
 *
 * @throws GenlabError for weights below 0, a size that is no count, a sampling that is neither, and options that it does not have.
 */
export function decomposedElbo(options: DecomposedElboOptions): Objective {
  const { datasetSize, sampling = "weighted", alpha = 1, beta = 6, gamma = 1, ...others } = options;
  refuseUnknown("decomposedElbo", others, { datasetSize, sampling, alpha, beta, gamma });
  requireCounts("decomposedElbo", { datasetSize });
  requireOneOf("decomposedElbo", { sampling }, ["weighted", "stratified"]);
  requireNonNegative("decomposedElbo", { alpha, gamma, ...withoutSchedules({ beta }) });
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
