import { type KernelFunc, reshape, type ScatterNdAttrs, scatterND, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { evenAxis } from "./even-axis.js";

/** A scatter that adds, of an even number of updates. */
export function scatter(original: KernelFunc): KernelFunc {
  return (call) => {
    const { indices, updates } = call.inputs as { indices: Tensor; updates: Tensor };
    const { shape } = call.attrs as unknown as ScatterNdAttrs;
    const depth = indices.shape.at(-1)!;
    const count = indices.size / depth;
    if (count % 2 === 0) return original(call);
    return tidy(() => {
      // one more update, that adds zero to the first entry
      const rows = evenAxis(reshape(indices, [count, depth]), 0);
      return scatterND(rows, evenAxis(reshape(updates, [count, ...shape.slice(depth)]), 0), shape);
    });
  };
}
