import { canReconstruct, canSample, type NdArray } from "@genlab/core";
import { firstOf } from "./examples.js";
import { type Look, made } from "./look.js";
import { samples } from "./samples.js";

/** What a model makes: samples, or, where it has none, its rendering of the first examples. */
export interface Points {
  readonly are: "samples" | "reconstructions";
  readonly x: NdArray;
}

/** So many points that the model makes, from the same noise at every step. Null where it makes nothing. */
export const points: Look<{ readonly count: number }, Points | null> = async (view, { count }) => {
  const { model } = view;
  if (canSample(model)) return { are: "samples", x: (await samples(view, { count }))! };
  if (!canReconstruct(model)) return null;
  const x = await made(view, {
    ...{ name: "reconstruct", purpose: "samples", batch: { x: firstOf(view, count).x! } },
    run: (batch, context) => model.reconstruct(batch.x!, context),
  });
  return { are: "reconstructions", x };
};
