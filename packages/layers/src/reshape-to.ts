import { reshape } from "@tensorflow/tfjs-core";
import type { Activation } from "./activations/activation.js";
import { requirePositiveInteger } from "./require.js";

/** From `[batch, ...]` to `[batch, ...shape]`. */
export function reshapeTo(shape: readonly number[]): Activation {
  for (const size of shape) requirePositiveInteger(size, `A size in the shape [${shape}] of reshapeTo`);
  return (x) => reshape(x, [x.shape[0]!, ...shape]);
}
