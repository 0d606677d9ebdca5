import type { Tensor } from "@tensorflow/tfjs-core";

/** A plain function from a tensor to a tensor. It stands in a `Sequential` like a layer. */
export type Activation = (x: Tensor) => Tensor;
