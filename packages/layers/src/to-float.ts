import { requireTensor } from "@genlab/core";
import { cast, Tensor } from "@tensorflow/tfjs-core";

/** The same numbers as float32. Bytes are int32 tensors, of which some of tfjs' operations give truncated numbers, and some an error. */
export function toFloat(x: Tensor): Tensor {
  if (x instanceof Tensor && x.dtype === "float32") return x;
  requireTensor("A layer", x);
  return cast(x, "float32");
}
