import type { Tensor } from "@tensorflow/tfjs-core";
import type { Context } from "./context.js";

/** A map from a tensor to a tensor. Layers that need no context do not mention it. */
export interface Layer {
  forward(x: Tensor, context: Context): Tensor;
}
