import type { Dataset } from "@genlab/data";
import type { RunData } from "./run-data.js";

/** The examples at some indices to test on, and all others to train on, in their order. */
export function splitBy(dataset: Dataset, heldOut: readonly number[]): Pick<RunData, "train" | "test"> {
  const left = new Set(heldOut);
  const others = Array.from({ length: dataset.length }, (_, index) => index).filter((index) => !left.has(index));
  return { train: only(dataset, others), test: only(dataset, heldOut) };
}

const only = (dataset: Dataset, indices: readonly number[]): Dataset => ({
  length: indices.length,
  shapes: dataset.shapes,
  batch: (given) => dataset.batch([...given].map((index) => indices[index]!)),
});
