import { GenlabError } from "@genlab/base";
import type { Dataset } from "./dataset.js";
import { isCount } from "./is-count.js";

/** The examples from `start` up to, but without, `end` (default: the rest), over the same memory. */
export function slice(dataset: Dataset, start: number, end: number = dataset.length): Dataset {
  if (!isCount(start) || !isCount(end) || start > end || end > dataset.length) {
    throw new GenlabError(
      `There is no slice from ${start} to ${end} in a dataset of ${dataset.length}. ` +
        "Give whole numbers, 0 <= start <= end <= length.",
    );
  }
  const length = end - start;
  return {
    length,
    shapes: dataset.shapes,
    batch(indices) {
      const outside = indices.find((index) => !isCount(index) || index >= length);
      if (outside !== undefined) {
        throw new GenlabError(`There is no example ${outside} in a slice of ${length}: they count from 0.`);
      }
      return dataset.batch(indices.map((index) => start + index));
    },
  };
}
