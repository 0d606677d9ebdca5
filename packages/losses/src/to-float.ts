import { cast, type Tensor } from "@tensorflow/tfjs-core";

/** Integers, such as bytes of images, as the floats that they are: some of tfjs' functions refuse them, others round. */
export const toFloat = <T extends Tensor>(x: T): T => (x.dtype === "float32" ? x : cast(x, "float32"));
