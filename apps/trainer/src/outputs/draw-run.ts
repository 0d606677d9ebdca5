import type { Section } from "../pictures/section.js";
import { PICTURE_COLUMNS } from "../pictures/write-picture.js";
import type { Run } from "../runs/create-run.js";
import { rngFor } from "../runs/rng-for.js";
import { showcase } from "./showcase.js";

const SAMPLE_ROWS = 4;
const POINTS = 2000;

/** What a run has learned up to here, of its moving average where it has one; from the same draws at each step. */
export function drawRun({ config, data, trainer }: Run): Promise<readonly Section[]> {
  const isOfImages = data.test.shapes.x?.length === 3;
  return showcase(trainer.state.average ?? trainer.model, data.test, {
    originals: isOfImages ? PICTURE_COLUMNS : POINTS,
    samples: isOfImages ? SAMPLE_ROWS * PICTURE_COLUMNS : POINTS,
    rng: rngFor(config, "pictures"),
    executor: trainer.executor,
  });
}
