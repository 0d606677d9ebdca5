import type { ArrayBatch } from "@genlab/base";
import { GenlabError } from "@genlab/base";
import { type BatchSizes, batchesPerEpoch } from "./batches-per-epoch.js";
import type { Dataset } from "./dataset.js";
import { isCount } from "./is-count.js";
import type { RandomSource } from "./random-source.js";

/** How `batches` goes through a dataset. */
export interface BatchOptions extends BatchSizes {
  /** Shuffles each epoch. Default: none, the dataset's order. */
  readonly rng?: RandomSource;
  /** Passes over the dataset. Default: for ever. */
  readonly epochs?: number;
  /** Batches that were drawn before and are left out now, to go on where a run stopped. Default 0. */
  readonly start?: number;
}

/**
 * Batches of a dataset, epoch after epoch.
 * The order of epoch e is drawn from `rng.fork("epoch/" + e)` alone, so that `start` jumps to its place and
 * a run can be resumed from the number of batches it has seen.
 */
export function batches(dataset: Dataset, options: BatchOptions): Generator<ArrayBatch, void, undefined> {
  const { epochs = Number.POSITIVE_INFINITY, start = 0 } = options;
  const perEpoch = batchesPerEpoch(dataset, options);
  if (!isCount(epochs) && epochs !== Number.POSITIVE_INFINITY) {
    throw new GenlabError(`epochs is ${epochs}. Give a whole number from 0, or Infinity.`);
  }
  if (!isCount(start)) {
    throw new GenlabError(`start is ${start}. Give the number of batches already drawn, a whole number from 0.`);
  }
  // a generator would check its arguments only when the first batch is drawn
  return generate(dataset, options, { perEpoch, epochs, start });
}

interface Course {
  readonly perEpoch: number;
  readonly epochs: number;
  readonly start: number;
}

function* generate(
  dataset: Dataset,
  { batchSize, rng }: BatchOptions,
  { perEpoch, epochs, start }: Course,
): Generator<ArrayBatch, void, undefined> {
  let position = start % perEpoch;
  for (let epoch = Math.floor(start / perEpoch); epoch < epochs; epoch++) {
    const order = Array.from({ length: dataset.length }, (_, index) => index);
    if (rng) shuffle(order, rng.fork(`epoch/${epoch}`));
    for (; position < perEpoch; position++) {
      yield dataset.batch(order.slice(position * batchSize, (position + 1) * batchSize));
    }
    position = 0;
  }
}

/** Fisher–Yates. */
function shuffle(items: number[], source: RandomSource): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(source.random() * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
}
