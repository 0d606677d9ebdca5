import { reshape, sum, type Tensor } from "@tensorflow/tfjs-core";

/** `[batch, ...]` to the sum of each example, `[batch]`. */
export function sumPerExample(values: Tensor): Tensor {
  const batch = values.shape[0]!;
  return sum(reshape(values, [batch, values.size / batch]), 1);
}
