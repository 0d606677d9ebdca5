import {
  add,
  cast,
  equal,
  expandDims,
  greater,
  mean,
  mul,
  type Scalar,
  scalar,
  type Tensor,
} from "@tensorflow/tfjs-core";

/** The share of pairs of which `real` has the greater logit, ties by half: the area under the ROC. ½ is a draw. Both `[batch]`. */
export function winRate(real: Tensor, fake: Tensor): Scalar {
  const [data, samples] = [expandDims(real, 1), expandDims(fake, 0)]; // [batch, 1], [1, batch]
  const wins = cast(greater(data, samples), "float32");
  const ties = cast(equal(data, samples), "float32");
  return mean<Scalar>(add(wins, mul(ties, scalar(0.5))));
}
