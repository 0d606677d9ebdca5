import type { NdArray } from "@genlab/core";
import type { Look } from "./look.js";

/** The first examples of the training data, `[count, ...shape]`, and their classes where they have some. */
export const examples: Look<{ readonly count: number }, { readonly x: NdArray; readonly y: NdArray | null }> = async (
  { data: { train } },
  { count },
) => {
  const { x, y } = train.batch(Array.from({ length: Math.min(count, train.length) }, (_, index) => index));
  return { x: x!, y: y ?? null };
};
