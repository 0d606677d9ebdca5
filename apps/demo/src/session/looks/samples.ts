import { canSample, type NdArray } from "@genlab/core";
import { contextFor, type Look, read } from "./look.js";

export interface SamplesQuery {
  readonly count: number;
  /** Another number, other noise. Default 0. */
  readonly draw?: number;
}

/** Draws from the model `[count, ...shape]`, from the same noise at every step. */
export const samples: Look<SamplesQuery, NdArray | null> = (view, { count, draw = 0 }) =>
  read(() => {
    const purpose = draw === 0 ? "samples" : `samples/${draw}`;
    return canSample(view.model) ? view.model.sample(count, contextFor(view, purpose)) : null;
  });
