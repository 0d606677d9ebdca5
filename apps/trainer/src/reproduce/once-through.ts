import { type ArrayBatch, batches, type Dataset } from "@genlab/data";

/** All of a dataset once, in its order, in batches of `most` and a last one of what is left. */
export const onceThrough = (dataset: Dataset, most: number): Generator<ArrayBatch, void, undefined> =>
  batches(dataset, { batchSize: Math.min(most, dataset.length), lastBatch: "keep", epochs: 1 });
