import { createRng } from "@genlab/core";
import type { RunConfig } from "../config/run-config.js";

/** The stream of a run for one purpose. They all come from the seed, so that a resumed run has the same. */
export const rngFor = (
  { seed }: RunConfig,
  purpose:
    | "model"
    | "data"
    | "training"
    | "points"
    | "evaluation"
    | "pictures"
    | "figures"
    | "mirror"
    | "rotate"
    | "color",
) => createRng(seed).fork(purpose);
