import { cast, type Tensor } from "@tensorflow/tfjs-core";

/** The same numbers as float32. Bytes are int32 tensors, of which some of tfjs' operations give truncated numbers, and some an error. */
export const toFloat = (x: Tensor): Tensor => (x.dtype === "float32" ? x : cast(x, "float32"));
