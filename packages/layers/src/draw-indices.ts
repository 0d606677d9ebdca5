import { cast, cumsum, less, minimum, sum, type Tensor } from "@tensorflow/tfjs-core";

/**
 * Indices of the last axis, float32 `[...]`, drawn with its probabilities `[..., count]` by numbers `u` `[..., 1]` that are even in [0, 1).
 */
export function drawIndices(probabilities: Tensor, u: Tensor): Tensor {
  const last = probabilities.rank - 1; // cumsum knows no negative axis
  const below = cast(less(cumsum(probabilities, last), u), "float32");
  return minimum(sum(below, last), probabilities.shape[last]! - 1); // the last sum may be rounded to less than 1
}
