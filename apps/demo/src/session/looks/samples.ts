import { canSample, type NdArray } from "@genlab/core";
import { type Look, made } from "./look.js";

export interface SamplesQuery {
  readonly count: number;
  /** Another number, other noise. Default 0. */
  readonly draw?: number;
}

/** Draws from the model `[count, ...shape]`, from the same noise at every step. */
export const samples: Look<SamplesQuery, NdArray | null> = async (view, { count, draw = 0 }) => {
  const { model } = view;
  if (!canSample(model)) return null;
  const purpose = draw === 0 ? "samples" : `samples/${draw}`;
  return made(view, { name: `sample/${count}`, purpose, run: (_, context) => model.sample(count, context) });
};
