import { add, exp, mul, square, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { toFloat } from "../to-float.js";

/**
 * `KL(N(μ, eˢ) ‖ N(0, 1)) = ½ (μ² + eˢ − 1 − s)` of each entry of means `μ` and log-variances `s`, not reduced: the shape of the mean.
 *
 * Kingma & Welling 2013, appendix B, https://arxiv.org/abs/1312.6114
 *
 * @throws GenlabError for means and log-variances of different shapes, and without examples.
 */
export function gaussianKlPerDimension(mean: Tensor, logVariance: Tensor): Tensor {
  checkShapes("gaussianKl", { mean, logVariance });
  return tidy(() => {
    const [m, s] = [toFloat(mean), toFloat(logVariance)];
    return mul(0.5, sub(add(square(m), exp(s)), add(1, s)));
  });
}
