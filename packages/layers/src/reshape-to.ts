import { describe, GenlabError, requireCounts, requireShape, sizeOf } from "@genlab/core";
import { reshape } from "@tensorflow/tfjs-core";
import type { Activation } from "./activations/activation.js";

/**
 * From `[batch, ...]` to `[batch, ...shape]`.
 *
 * @throws GenlabError for sizes that are none; the function, for examples with another number of values.
 */
export function reshapeTo(shape: readonly number[]): Activation & { readonly shape: readonly number[] } {
  if (!Array.isArray(shape)) throw new GenlabError(`reshapeTo got ${describe(shape)}. Give a list of sizes.`);
  requireCounts("reshapeTo", Object.fromEntries(shape.map((size, axis) => [`shape[${axis}]`, size])));
  const size = sizeOf(shape);
  const reshaped: Activation = (x) => {
    requireShape("reshapeTo", x, ["batch", "..."]);
    const batch = x.shape[0]!;
    if (x.size !== batch * size) {
      throw new GenlabError(
        `reshapeTo([${shape.join(", ")}]) got shape [${x.shape.join(", ")}]. Expected ${size} values an example, not ${x.size / batch}.`,
      );
    }
    return reshape(x, [batch, ...shape]);
  };
  shapes.set(reshaped, shape);
  return Object.assign(reshaped, { shape });
}

/** By the function, as one of somebody else may have a `shape` too. */
const shapes = new WeakMap<object, readonly number[]>();

/** The shape that a function of `reshapeTo` makes; of none else. */
export const reshapedBy = (layer: object): readonly number[] | undefined => shapes.get(layer);
