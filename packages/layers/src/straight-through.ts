import { requireShape, requireTensor } from "@genlab/core";
import { clone, customGrad, type Tensor } from "@tensorflow/tfjs-core";

/**
 * `y = value` with the gradient of `y = x`. Bengio et al. 2013, https://arxiv.org/abs/1308.3432
 *
 * @throws GenlabError for a value of another shape than `x`, to which its gradient could not go.
 */
export function straightThrough(x: Tensor, value: Tensor): Tensor {
  requireTensor("straightThrough", x);
  requireShape("straightThrough", value, x.shape);
  const replace = customGrad(() => ({ value: clone(value), gradFunc: (dy) => dy }));
  return replace(x);
}
