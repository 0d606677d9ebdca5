import { cast, oneHot, type Tensor } from "@tensorflow/tfjs-core";

/** Rows of a float32 identity matrix: from indices `[...]` to `[..., count]`. Its matmul looks rows up, and has a gradient everywhere. */
export function oneHotOf(indices: Tensor, count: number): Tensor {
  return cast(oneHot(cast(indices, "int32"), count), "float32");
}
