import { clone, customGrad, type Tensor } from "@tensorflow/tfjs-core";

/** `y = value` with the gradient of `y = x`. Bengio et al. 2013, https://arxiv.org/abs/1308.3432 */
export function straightThrough(x: Tensor, value: Tensor): Tensor {
  const replace = customGrad(() => ({ value: clone(value), gradFunc: (dy) => dy }));
  return replace(x);
}
