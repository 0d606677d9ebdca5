import { type ArrayBatch, batches } from "@genlab/data";
import type { Run } from "../runs/create-run.js";
import { rngFor } from "../runs/rng-for.js";
import { varied } from "./varied.js";

/** What a run is trained on, or this process of several, from the step on at which it is, without end. */
export function* trainingBatches({ config, data, trainer, rank }: Run): Generator<ArrayBatch> {
  const { batchSize, lastBatch } = config;
  const start = trainer.step * trainer.batchesPerStep;
  const part = rank && { index: rank.rank, count: rank.count };
  const place = { start, ...(part && { part }) };
  const drawn = batches(data.train, { batchSize, lastBatch, rng: rngFor(config, "data"), ...place });
  for (const batch of varied(drawn, config, place)) {
    if (rank?.isFirst) rank.next();
    yield batch;
  }
}
