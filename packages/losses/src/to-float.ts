import { requireTensor } from "@genlab/core";
import { cast, Tensor } from "@tensorflow/tfjs-core";

/** Integers, such as bytes of images, as the floats that they are: some of tfjs' functions refuse them, others round. */
export function toFloat<T extends Tensor>(x: T): T {
  if (x instanceof Tensor && x.dtype === "float32") return x;
  requireTensor("A loss", x);
  return cast(x, "float32");
}
