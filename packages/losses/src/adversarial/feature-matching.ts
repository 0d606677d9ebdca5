import { GenlabError } from "@genlab/core";
import { mean, type Scalar, squaredDifference, sum, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkExamples } from "../check-shapes.js";
import { toFloat } from "../to-float.js";

/**
 * `‖E f(x) − E f(G(z))‖²` of features of fake and real examples, `[batch, ...]`: the means are over each batch, the sum over the
 * features.
 *
 * Salimans et al. 2016, section 3.1, https://arxiv.org/abs/1606.03498
 *
 * @throws GenlabError for features of different shapes, and for those without examples.
 */
export function featureMatching(fake: Tensor, real: Tensor): Scalar {
  checkExamples("featureMatching", { fake, real });
  if (`${fake.shape.slice(1)}` !== `${real.shape.slice(1)}`) {
    throw new GenlabError(
      `featureMatching: fake has shape [${fake.shape}], real [${real.shape}]. Give features of the same layer.`,
    );
  }
  return tidy(() => sum<Scalar>(squaredDifference(mean(toFloat(fake), 0), mean(toFloat(real), 0))));
}
