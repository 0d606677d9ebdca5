import { clone, customGrad, type Tensor, zerosLike } from "@tensorflow/tfjs-core";

/** `y = x`, which gradients take for a constant. */
export function stopGradient(x: Tensor): Tensor {
  const stop = customGrad((input) => ({
    value: clone(input as Tensor),
    gradFunc: (dy) => zerosLike(dy),
  }));
  return stop(x);
}
