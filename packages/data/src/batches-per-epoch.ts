import { GenlabError } from "@genlab/base";
import type { Dataset } from "./dataset.js";

/** How a pass over a dataset is cut into batches. */
export interface BatchSizes {
  /** Examples in a batch. */
  readonly batchSize: number;
  /** What becomes of an incomplete last batch of an epoch. Default "drop". */
  readonly lastBatch?: "drop" | "keep";
}

/** The number of batches in one pass: examples / batchSize, rounded down, or up with `lastBatch: "keep"`. */
export function batchesPerEpoch(dataset: Dataset, { batchSize, lastBatch = "drop" }: BatchSizes): number {
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new GenlabError(`batchSize is ${batchSize}. Give a whole number from 1.`);
  }
  if (lastBatch !== "drop" && lastBatch !== "keep") {
    throw new GenlabError(`lastBatch is ${JSON.stringify(lastBatch)}. Give "drop" or "keep".`);
  }
  if (dataset.length === 0) throw new GenlabError("The dataset has no examples, so it has no batches.");
  if (lastBatch === "keep") return Math.ceil(dataset.length / batchSize);
  if (batchSize > dataset.length) {
    throw new GenlabError(
      `batchSize ${batchSize} is more than the ${dataset.length} examples of the dataset. ` +
        'Give a smaller one, or `lastBatch: "keep"`.',
    );
  }
  return Math.floor(dataset.length / batchSize);
}
