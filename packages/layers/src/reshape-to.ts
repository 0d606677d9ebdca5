import { requireCounts } from "@genlab/core";
import { reshape } from "@tensorflow/tfjs-core";
import type { Activation } from "./activations/activation.js";

/** From `[batch, ...]` to `[batch, ...shape]`. */
export function reshapeTo(shape: readonly number[]): Activation {
  requireCounts("reshapeTo", Object.fromEntries(shape.map((size, axis) => [`shape[${axis}]`, size])));
  return (x) => reshape(x, [x.shape[0]!, ...shape]);
}
