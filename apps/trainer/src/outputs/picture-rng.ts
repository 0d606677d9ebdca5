import { createRng, type Rng } from "@genlab/core";
import type { SavedRun } from "../runs/open-run.js";

/** The draws for a picture: those of the seed that was asked for, or of the run's own. */
export const pictureRng = ({ config }: Pick<SavedRun, "config">, seed: number | undefined): Rng =>
  createRng(seed ?? config.seed).fork("pictures");
