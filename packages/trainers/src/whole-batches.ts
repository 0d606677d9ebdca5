import {
  type ArrayBatch,
  arrayBatchOf,
  GenlabError,
  type GivenBatch,
  type NdArray,
  type Numbers,
  sizeOf,
} from "@genlab/core";

/**
 * The examples of batches in batches of whole packs: what is left of one goes to the next, and only what is left of the last is left out.
 * A single example joins the batch before it, for there are estimates over a batch that need two.
 *
 * @throws GenlabError when two batches differ in their fields, or in the shape of an example.
 */
export async function* wholeBatches(
  data: Iterable<GivenBatch> | AsyncIterable<GivenBatch>,
  multiple: number,
): AsyncGenerator<ArrayBatch> {
  let ready: ArrayBatch | null = null;
  let rest: ArrayBatch | null = null;
  for await (const given of data) {
    const batch: ArrayBatch = rest ? joined(rest, arrayBatchOf(given)) : arrayBatchOf(given);
    const count = countOf(batch);
    const whole = count - (count % multiple);
    rest = whole < count ? part(batch, whole, count) : null;
    if (whole === 0) continue;
    const next = part(batch, 0, whole);
    if (ready && whole === 1) {
      ready = joined(ready, next);
      continue;
    }
    if (ready) yield ready;
    ready = next;
  }
  if (ready) yield ready;
}

export const countOf = (batch: ArrayBatch): number => Object.values(batch)[0]?.shape[0] ?? 0;

function part(batch: ArrayBatch, start: number, end: number): ArrayBatch {
  if (start === 0 && end === countOf(batch)) return batch;
  return Object.fromEntries(
    Object.entries(batch).map(([field, { data, shape }]) => {
      const size = sizeOf(shape.slice(1));
      return [field, { data: data.subarray(start * size, end * size), shape: [end - start, ...shape.slice(1)] }];
    }),
  );
}

function joined(first: ArrayBatch, second: ArrayBatch): ArrayBatch {
  const describe = (batch: ArrayBatch) =>
    Object.entries(batch)
      .map(([field, { shape }]) => `${field} [${shape.slice(1).join(", ")}]`)
      .sort()
      .join(", ");
  if (describe(first) !== describe(second)) {
    throw new GenlabError(
      `A batch has examples of ${describe(second)}, and one before it of ${describe(first)}. Give all the same fields and shapes.`,
    );
  }
  return Object.fromEntries(Object.entries(first).map(([field, array]) => [field, stacked(array, second[field]!)]));
}

function stacked(first: NdArray, second: NdArray): NdArray {
  const length = first.data.length + second.data.length;
  const data = emptyFor(first.data, second.data, length);
  data.set(first.data);
  data.set(second.data, first.data.length);
  return { data, shape: [first.shape[0]! + second.shape[0]!, ...first.shape.slice(1)] };
}

function emptyFor(first: Numbers, second: Numbers, length: number): Numbers {
  const isEach = (kind: new (length: number) => Numbers) => first instanceof kind && second instanceof kind;
  if (isEach(Uint8Array)) return new Uint8Array(length);
  return first instanceof Float32Array || second instanceof Float32Array
    ? new Float32Array(length)
    : new Int32Array(length);
}
