import { GenlabError } from "@genlab/core";
import { mean, type Scalar, squaredDifference, sum, type Tensor } from "@tensorflow/tfjs-core";

/**
 * `‖E f(x) − E f(G(z))‖²` of features of fake and real examples, `[batch, ...]`: the means are over each batch, the sum over the
 * features.
 *
 * Salimans et al. 2016, section 3.1, https://arxiv.org/abs/1606.03498
 */
export function featureMatching(fake: Tensor, real: Tensor): Scalar {
  if (`${fake.shape.slice(1)}` !== `${real.shape.slice(1)}`) {
    throw new GenlabError(
      `featureMatching: fake has shape [${fake.shape}], real [${real.shape}]. Give features of the same layer.`,
    );
  }
  return sum<Scalar>(squaredDifference(mean(fake, 0), mean(real, 0)));
}
