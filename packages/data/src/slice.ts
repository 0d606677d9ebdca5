import { describe, GenlabError } from "@genlab/base";
import { checkDataset, checkIndices } from "./check-dataset.js";
import type { Dataset } from "./dataset.js";
import { isCount } from "./is-count.js";

/**
 * The examples from `start` up to, but without, `end` (default: the rest), over the same memory.
 *
 * @throws GenlabError for numbers that are no place in the dataset.
 */
export function slice(dataset: Dataset, start: number, end: number = dataset?.length): Dataset {
  checkDataset("slice", dataset);
  if (!isCount(start) || !isCount(end) || start > end || end > dataset.length) {
    throw new GenlabError(
      `There is no slice from ${describe(start)} to ${describe(end)} in a dataset of ${dataset.length}. ` +
        "Give whole numbers, 0 <= start <= end <= length.",
    );
  }
  const length = end - start;
  return {
    length,
    shapes: dataset.shapes,
    ahead: (indices) => dataset.ahead?.(indices.map((index) => start + index)),
    batch(indices) {
      return dataset.batch(checkIndices("a slice", indices, length).map((index) => start + index));
    },
  };
}
