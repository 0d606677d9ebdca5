import { type ArrayBatch, describe, GenlabError, type NdArray, ndArrayOf } from "@genlab/core";

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
 * @throws GenlabError where it has none, or one without examples.
 */
export function examplesOf(metric: string, batch: ArrayBatch): NdArray {
  if (batch?.x) {
    const x = ndArrayOf(batch.x, `${metric}: field \`x\``);
    if (x.shape.length > 0 && x.shape[0]! > 0) return x;
    throw new GenlabError(
      `${metric}: a batch has \`x\` of shape [${x.shape.join(", ")}]. Expected [batch, ...] and an example.`,
    );
  }
  throw new GenlabError(`${metric}: a batch has no field \`x\`.`);
}
