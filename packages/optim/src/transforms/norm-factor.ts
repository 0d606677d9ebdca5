import { add, addN, div, minimum, type Scalar, sqrt, square, sum, type Tensor } from "@tensorflow/tfjs-core";

/** `min(1, limit / (norm + 1e-6))` of the tensors taken as one vector, the 1e-6 as in `torch.nn.utils.clip_grad_norm_`. */
export function normFactor(tensors: readonly Tensor[], limit: number): Scalar {
  const squares = tensors.map((tensor) => sum<Scalar>(square(tensor)));
  const norm = sqrt(squares.length === 1 ? squares[0]! : addN(squares));
  return minimum(div(limit, add(norm, 1e-6)), 1);
}
