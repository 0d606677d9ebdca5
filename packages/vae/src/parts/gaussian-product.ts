import type { DiagonalGaussian } from "@genlab/layers";
import { add, mul, sigmoid, softplus, sub } from "@tensorflow/tfjs-core";

/** The normalised product of two densities: precisions add up, and weigh the means. */
export function gaussianProduct(a: DiagonalGaussian, b: DiagonalGaussian): DiagonalGaussian {
  const share = sigmoid(sub(b.logVariance, a.logVariance)); // of a's precision in the sum of both
  return {
    mean: add(mul(share, a.mean), mul(sub(1, share), b.mean)),
    logVariance: sub(a.logVariance, softplus(sub(a.logVariance, b.logVariance))),
  };
}
