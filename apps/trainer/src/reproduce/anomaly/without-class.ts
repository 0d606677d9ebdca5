import type { Dataset } from "@genlab/data";
import { onceThrough } from "../once-through.js";

/** The examples of all other classes. */
export function withoutClass(dataset: Dataset, heldOut: number): Dataset {
  const kept = labelsOf(dataset).flatMap((label, index) => (label === heldOut ? [] : [index]));
  return {
    length: kept.length,
    shapes: dataset.shapes,
    batch: (indices) => dataset.batch(indices.map((index) => kept[index]!)),
  };
}

/** The class of every example. */
export function labelsOf(dataset: Dataset): readonly number[] {
  return [...onceThrough(dataset, 1000)].flatMap(({ y }) => [...y!.data]);
}
