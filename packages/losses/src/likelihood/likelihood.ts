import type { HasDataRange, Rng } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";

/** How a decoder's output describes data: the distribution `p(x | output)`. With a `dataRange`, data in that range alone. */
export interface Likelihood extends HasDataRange {
  /** `−log p(x | output)` of each example, `[batch]`, in nats. */
  negativeLog(output: Tensor, x: Tensor): Tensor;
  /** The mean of `p(x | output)`: what to show, in the space of the data. */
  mean(output: Tensor): Tensor;
  /** A draw of `p(x | output)`, where the mean is no example, as of a one among zeros. Default: the mean is shown. */
  draw?(output: Tensor, rng: Rng): Tensor;
  /** The output whose mean is a value, short of the range's ends: where errors have no gradient far from the data. */
  outputAt?(value: number): number;
}
