import { add, exp, mul, square, sub, type Tensor } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";

/**
 * `KL(N(μ, eˢ) ‖ N(0, 1)) = ½ (μ² + eˢ − 1 − s)` of each entry of means `μ` and log-variances `s`, not reduced: the shape of the mean.
 *
 * Kingma & Welling 2013, appendix B, https://arxiv.org/abs/1312.6114
 */
export function gaussianKlPerDimension(mean: Tensor, logVariance: Tensor): Tensor {
  checkShapes("gaussianKl", { mean, logVariance });
  return mul(0.5, sub(add(square(mean), exp(logVariance)), add(1, logVariance)));
}
