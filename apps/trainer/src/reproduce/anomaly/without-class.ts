import type { Dataset } from "@genlab/data";
import { labelsOf } from "../labels-of.js";

/** The examples of all other classes. */
export function withoutClass(dataset: Dataset, heldOut: number): Dataset {
  const kept = labelsOf(dataset).flatMap((label, index) => (label === heldOut ? [] : [index]));
  return {
    length: kept.length,
    shapes: dataset.shapes,
    batch: (indices) => dataset.batch(indices.map((index) => kept[index]!)),
  };
}
