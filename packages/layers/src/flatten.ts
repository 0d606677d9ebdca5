import { reshape, type Tensor } from "@tensorflow/tfjs-core";

/** From `[batch, ...]` to `[batch, features]`. */
export function flatten(x: Tensor): Tensor {
  return reshape(x, [x.shape[0]!, x.size / x.shape[0]!]);
}
