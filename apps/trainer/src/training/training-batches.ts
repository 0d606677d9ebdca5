import { type ArrayBatch, batches } from "@genlab/data";
import type { Run } from "../runs/create-run.js";
import { rngFor } from "../runs/rng-for.js";
import { varied } from "./varied.js";

/** What a run is trained on from the step on at which it is, without end. */
export function* trainingBatches({ config, data, trainer }: Run): Generator<ArrayBatch> {
  const { batchSize, lastBatch } = config;
  const start = trainer.step * trainer.batchesPerStep;
  const drawn = batches(data.train, { batchSize, lastBatch, rng: rngFor(config, "data"), start });
  yield* varied(drawn, config, start);
}
