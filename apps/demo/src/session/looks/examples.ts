import type { ArrayBatch, NdArray } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";
import { type Look, tensorOf, type View } from "./look.js";

/** The first examples of the training data, `[count, ...shape]`, and their classes where they have some. */
export const examples: Look<{ readonly count: number }, { readonly x: NdArray; readonly y: NdArray | null }> = async (
  view,
  { count },
) => {
  const { x, y } = firstOf(view, count);
  return { x: x!, y: y ?? null };
};

/** The same as a tensor. */
export const examplesOf = (view: View, count: number): Tensor => tensorOf(firstOf(view, count).x!);

/** The first examples as arrays. */
export const firstOf = ({ data: { train } }: View, count: number): ArrayBatch =>
  train.batch(Array.from({ length: Math.min(count, train.length) }, (_, index) => index));
