import { matMul, softmax, type Tensor } from "@tensorflow/tfjs-core";

/** `softmax(query keyᵀ) value`: from `[..., positions, features]` each to the shape of `value`. */
export function attend(query: Tensor, key: Tensor, value: Tensor): Tensor {
  return matMul(softmax(matMul(query, key, false, true)), value);
}
