import { describe, GenlabError, refuseUnknown } from "@genlab/base";
import { checkDataset } from "./check-dataset.js";
import type { Dataset } from "./dataset.js";
import { isCount } from "./is-count.js";
import { checkRandomSource, type RandomSource } from "./random-source.js";

/** How a pass over a dataset is cut into batches. */
export interface BatchSizes {
  /** Examples in a batch. */
  readonly batchSize: number;
  /**
   * What becomes of an incomplete last batch of an epoch. Default: "drop" where an `rng` shuffles, and others are left out each time; "keep"
   * in the dataset's own order, in which the same examples would be left out for ever.
   */
  readonly lastBatch?: "drop" | "keep";
  /** Shuffles each epoch. Default: none, the dataset's order. */
  readonly rng?: RandomSource;
}

/** How `batches` goes through a dataset. */
export interface BatchOptions extends BatchSizes {
  /** Passes over the dataset. Default: for ever. */
  readonly epochs?: number;
  /** Batches that were drawn before and are left out now, to go on where a run stopped. Default 0. */
  readonly start?: number;
  /** Of each batch only one of `count` equal parts, which alone is read. The others are for other processes. Default: all of it. */
  readonly part?: { readonly index: number; readonly count: number };
}

type Part = NonNullable<BatchOptions["part"]>;

/**
 * The number of batches in one pass of `batches` with the same options: examples / batchSize, rounded down where an incomplete last one is
 * dropped, and up where it is kept.
 *
 * @throws GenlabError for sizes that are none, an option that is none, a dataset without examples, or no batch that is whole.
 */
export function batchesPerEpoch(dataset: Dataset, options: BatchOptions): number {
  const {
    batchSize,
    rng,
    lastBatch = rng ? "drop" : "keep",
    epochs = Number.POSITIVE_INFINITY,
    start = 0,
    part,
    ...others
  } = options ?? {};
  refuseUnknown("batches", others, { batchSize, lastBatch, rng, epochs, start, part });
  checkDataset("batches", dataset);
  if (rng !== undefined) checkRandomSource("batches", rng);
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new GenlabError(`batchSize is ${describe(batchSize)}. Give a whole number from 1.`);
  }
  if (lastBatch !== "drop" && lastBatch !== "keep") {
    throw new GenlabError(`lastBatch is ${describe(lastBatch)}. Give "drop" or "keep".`);
  }
  if (!isCount(epochs) && epochs !== Number.POSITIVE_INFINITY) {
    throw new GenlabError(`epochs is ${describe(epochs)}. Give a whole number from 0, or Infinity.`);
  }
  if (!isCount(start)) {
    throw new GenlabError(
      `start is ${describe(start)}. Give the number of batches already drawn, a whole number from 0.`,
    );
  }
  if (part !== undefined) checkPart(part, { batchSize, last: lastBatch === "keep" ? dataset.length % batchSize : 0 });
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

function checkPart({ index, count }: Part, { batchSize, last }: { readonly batchSize: number; readonly last: number }) {
  if (!isCount(index) || !Number.isSafeInteger(count) || index >= count) {
    throw new GenlabError(
      `part is { index: ${describe(index)}, count: ${describe(count)} }. Give an index below a count.`,
    );
  }
  if (batchSize % count !== 0) {
    throw new GenlabError(
      `A batch of ${batchSize} has no ${count} equal parts. Give a batchSize that is a multiple of ${count}.`,
    );
  }
  if (last % count !== 0) {
    throw new GenlabError(`The last batch, of ${last}, has no ${count} equal parts. Give \`lastBatch: "drop"\`.`);
  }
}
