import { type ArrayBatch, arrayBatchOf, describe, GenlabError, type GivenBatch } from "@genlab/base";
import type { Dataset } from "./dataset.js";
import { isCount } from "./is-count.js";

/** Refuses what is no dataset: a promise of one, a tensor, arrays that `fromArrays` has not seen. */
export function checkDataset(owner: string, dataset: Dataset): void {
  const { length, batch } = (dataset ?? {}) as Partial<Dataset>;
  if (isCount(length as number) && typeof batch === "function") return;
  const found = dataset instanceof Promise ? "a promise: `await` it" : describe(dataset);
  throw new GenlabError(
    `${owner} got no dataset, but ${found}. Give one, such as \`fromArrays({ x: { data, shape } })\`, with \`length\`, \`shapes\` and \`batch(indices)\`.`,
  );
}

/** Indices as a list; those that a dataset of this length does not have are refused. */
export function checkIndices(where: string, indices: Iterable<number>, length: number): readonly number[] {
  if (typeof indices !== "object" || indices === null || !(Symbol.iterator in indices)) {
    throw new GenlabError(`The indices of a batch of ${where} are ${describe(indices)}. Give a list, such as [0, 1].`);
  }
  const list = [...indices]; // once: an iterator is empty thereafter
  for (const index of list) {
    if (isCount(index) && index < length) continue;
    throw new GenlabError(`There is no example ${describe(index)} in ${where} of ${length}: they count from 0.`);
  }
  return list;
}

/**
 * A batch that someone's own code made, checked and in the types that models take.
 *
 * @param owner what made it: "The function of map"
 */
export function madeBatch(owner: string, given: GivenBatch, count: number): ArrayBatch {
  if (typeof given !== "object" || given === null || given instanceof Promise) {
    const found = given instanceof Promise ? "a promise" : describe(given);
    throw new GenlabError(`${owner} gave ${found}, not a batch. Return its fields: { x: { data, shape } }.`);
  }
  let batch: ArrayBatch;
  try {
    batch = arrayBatchOf(given);
  } catch (cause) {
    throw new GenlabError(`${owner} gave no batch. ${(cause as Error).message}`, { cause });
  }
  if (Object.keys(batch).length === 0)
    throw new GenlabError(`${owner} gave a batch without fields. Return its fields: { x: { data, shape } }.`);
  for (const [field, { shape }] of Object.entries(batch)) {
    if (shape[0] === count) continue;
    throw new GenlabError(
      `${owner} gave the field "${field}" of shape [${shape.join(", ")}] for a batch of ${count}. Give as many examples.`,
    );
  }
  return batch;
}
