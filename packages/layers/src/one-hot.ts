import { requireCounts, requireTensor } from "@genlab/core";
import { cast, equal, expandDims, oneHot, type Tensor } from "@tensorflow/tfjs-core";

/**
 * Rows of a float32 identity matrix: from indices `[...]` to `[..., count]`, such as classes to what a model is conditioned on. Its
 * matmul looks rows up, and has a gradient everywhere.
 *
 * Indices are not read: one outside `[0, count)` has a row of zeros. Check what users hand in with `requireIndices`.
 *
 * @throws GenlabError for a count that is none, and for what is no tensor of real numbers.
 */
export function oneHotOf(indices: Tensor, count: number): Tensor {
  requireCounts("oneHotOf", { count });
  requireTensor("oneHotOf", indices);
  const whole = cast(indices, "int32");
  // tfjs' own has two columns at least
  const rows = count === 1 ? expandDims(equal(whole, 0), -1) : oneHot(whole, count);
  return cast(rows, "float32");
}
