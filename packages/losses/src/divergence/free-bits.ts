import { maximum, mean, type Scalar, sum, type Tensor } from "@tensorflow/tfjs-core";

export interface FreeBitsOptions {
  /** `λ`, the nats that a dimension may hold at no cost. */
  readonly minimum: number;
}

/**
 * `Σⱼ max(λ, KLⱼ)`, where `KLⱼ` is the mean over the batch of a per-dimension divergence `[batch, ...]`, in nats. A dimension below
 * the minimum has no gradient, so that the posterior does not collapse onto the prior.
 *
 * Kingma et al. 2016, section C.8, https://arxiv.org/abs/1606.04934
 */
export const freeBits = (klPerDimension: Tensor, { minimum }: FreeBitsOptions): Scalar =>
  sum<Scalar>(maximum(mean(klPerDimension, 0), minimum));
