import { add, matMul, softmax, type Tensor } from "@tensorflow/tfjs-core";

/**
 * `softmax(query keyᵀ + bias) value`: from `[..., positions, features]` each to the shape of `query` with the features of `value`. Keys and
 * values may be of more or fewer positions; a bias is `[positions of queries, positions of keys]`.
 */
export function attend(query: Tensor, key: Tensor, value: Tensor, bias?: Tensor): Tensor {
  const products = matMul(query, key, false, true);
  return matMul(softmax(bias ? add(products, bias) : products), value);
}
