import type { ArrayBatch } from "@genlab/base";
import { type BatchOptions, batchesPerEpoch } from "./batches-per-epoch.js";
import { madeBatch } from "./check-dataset.js";
import type { Dataset } from "./dataset.js";
import type { RandomSource } from "./random-source.js";

/**
 * Batches of a dataset, epoch after epoch. Every example is seen in an epoch, unless an incomplete last batch is dropped.
 * The order of epoch e is drawn from `rng.fork("epoch/" + e)` alone, so that `start` jumps to its place and
 * a run can be resumed from the number of batches it has seen.
 *
 * @throws GenlabError at the call for options that cannot be, and later for a batch that the dataset gives and that is none.
 *
 * @example
 * ```ts
 * import { batches, createRng, digits } from "genlab";
 *
 * for (const { x, y } of batches(await digits({ part: "train" }), { batchSize: 100, rng: createRng(1), epochs: 1 })) {
 *   if (x!.shape[0] !== 100 || y!.shape[0] !== 100) throw new Error("never: fifteen of 100");
 * }
 * ```
 */
export function batches(dataset: Dataset, options: BatchOptions): Generator<ArrayBatch, void, undefined> {
  const perEpoch = batchesPerEpoch(dataset, options);
  const { epochs = Number.POSITIVE_INFINITY, start = 0 } = options;
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
  { batchSize, rng, part: { index, count } = { index: 0, count: 1 } }: BatchOptions,
  { perEpoch, epochs, start }: Course,
): Generator<ArrayBatch, void, undefined> {
  let position = start % perEpoch;
  for (let epoch = Math.floor(start / perEpoch); epoch < epochs; epoch++) {
    const order = Array.from({ length: dataset.length }, (_, index) => index);
    if (rng) shuffle(order, rng.fork(`epoch/${epoch}`));
    const indicesAt = (place: number) => {
      const whole = order.slice(place * batchSize, (place + 1) * batchSize);
      return whole.slice((index * whole.length) / count, ((index + 1) * whole.length) / count);
    };
    for (; position < perEpoch; position++) {
      const indices = indicesAt(position);
      const batch = madeBatch("The dataset", dataset.batch(indices), indices.length);
      if (position + 1 < perEpoch) dataset.ahead?.(indicesAt(position + 1));
      yield batch;
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
