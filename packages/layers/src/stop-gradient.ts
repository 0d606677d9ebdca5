import { requireTensor } from "@genlab/core";
import { clone, customGrad, type Tensor, zerosLike } from "@tensorflow/tfjs-core";

/**
 * `y = x`, which gradients take for a constant.
 *
 * @throws GenlabError for what is no tensor of real numbers.
 */
export function stopGradient(x: Tensor): Tensor {
  requireTensor("stopGradient", x);
  const stop = customGrad((input) => ({
    value: clone(input as Tensor),
    gradFunc: (dy) => zerosLike(dy),
  }));
  return stop(x);
}
