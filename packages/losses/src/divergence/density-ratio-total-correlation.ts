import { mean, type Scalar, type Tensor } from "@tensorflow/tfjs-core";
import { checkExamples } from "../check-shapes.js";

/**
 * `TC ≈ E l(z)`, the total correlation of codes from a discriminator's logits `l(z)` on them, high for `q(z)` and low for the product
 * of its marginals: the mean over the batch. The discriminator learns by `minimax.discriminator(l(z), l(permuteDimensions(z)))`.
 *
 * Kim & Mnih 2018, FactorVAE, https://arxiv.org/abs/1802.05983
 *
 * @throws GenlabError for logits without examples.
 */
export function densityRatioTotalCorrelation(logits: Tensor): Scalar {
  checkExamples("densityRatioTotalCorrelation", { logits });
  return mean<Scalar>(logits);
}
