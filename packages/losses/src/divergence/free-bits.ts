import { refuseUnknown, requireFinite, requireNonNegative } from "@genlab/core";
import { maximum, mean, type Scalar, sum, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkExamples } from "../check-shapes.js";
import { toFloat } from "../to-float.js";

export interface FreeBitsOptions {
  /** `λ`, the nats that a dimension may hold at no cost. */
  readonly minimum: number;
}

/**
 * `Σⱼ max(λ, KLⱼ)`, where `KLⱼ` is the mean over the batch of a per-dimension divergence `[batch, ...]`, in nats. A dimension below
 * the minimum has no gradient, so that the posterior does not collapse onto the prior.
 *
 * Kingma et al. 2016, section C.8, https://arxiv.org/abs/1606.04934
 *
 * @throws GenlabError for a divergence without examples, a minimum below 0, and options that it does not have.
 */
export function freeBits(klPerDimension: Tensor, { minimum, ...others }: FreeBitsOptions): Scalar {
  refuseUnknown("freeBits", others, { minimum });
  requireNonNegative("freeBits", { minimum });
  requireFinite("freeBits", { minimum });
  checkExamples("freeBits", { klPerDimension });
  return tidy(() => sum<Scalar>(maximum(mean(toFloat(klPerDimension), 0), minimum)));
}
