import { canSample, type NdArray } from "@genlab/core";
import { contextFor, type Look, read } from "./look.js";

/** Draws from the model `[count, ...shape]`, from the same noise at every step. */
export const samples: Look<{ readonly count: number }, NdArray | null> = (view, { count }) =>
  read(() => (canSample(view.model) ? view.model.sample(count, contextFor(view, "samples")) : null));
