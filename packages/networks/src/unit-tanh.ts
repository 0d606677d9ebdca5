import { type Tensor, tanh } from "@tensorflow/tfjs-core";
import { fromSigned } from "./signed.js";

/** `(1 + tanh(x)) / 2`: the hyperbolic tangent that ends a generator of images, moved to [0, 1]. */
export function unitTanh(x: Tensor): Tensor {
  return fromSigned(tanh(x));
}
