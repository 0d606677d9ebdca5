import { type Context, canReconstruct, canSample, type NdArray } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";
import { examplesOf } from "./examples.js";
import { contextFor, type Look, read, type View } from "./look.js";

/** What a model makes: samples, or, where it has none, its rendering of the first examples. */
export interface Points {
  readonly are: "samples" | "reconstructions";
  readonly x: NdArray;
}

/** So many points that the model makes, from the same noise at every step. */
export const points: Look<{ readonly count: number }, Points | null> = async (view, { count }) => {
  const x = await read(() => pointsOf(view, count, contextFor(view, "samples")));
  return x && { are: canSample(view.model) ? "samples" : "reconstructions", x };
};

/** `[count, ...shape]`, or null where the model makes nothing. */
export function pointsOf(view: View, count: number, context: Context): Tensor | null {
  const { model } = view;
  if (canSample(model)) return model.sample(count, context);
  return canReconstruct(model) ? model.reconstruct(examplesOf(view, count), context) : null;
}
