import { type ArrayBatch, describe, GenlabError, type NdArray } from "@genlab/core";

export type Batches = Iterable<ArrayBatch> | AsyncIterable<ArrayBatch>;

/** @throws GenlabError unless they can be gone through, which one batch cannot. */
export function checkBatches(metric: string, batches: Batches): void {
  const given = Object(batches) as object;
  if (typeof batches !== "string" && (Symbol.iterator in given || Symbol.asyncIterator in given)) return;
  throw new GenlabError(
    `${metric}: the batches are ${describe(batches)}. Give a list of them, or \`batches(dataset, …)\`.`,
  );
}

/**
 * The field `x` of a batch.
 *
 * @throws GenlabError where it has none.
 */
export function examplesOf(metric: string, batch: ArrayBatch): NdArray {
  if (batch?.x) return batch.x;
  throw new GenlabError(`${metric}: a batch has no field \`x\`.`);
}
