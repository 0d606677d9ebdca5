import { describe, GenlabError } from "@genlab/base";
import { checkDataset } from "./check-dataset.js";
import type { Dataset } from "./dataset.js";
import { isCount } from "./is-count.js";
import { slice } from "./slice.js";

/**
 * The first `count` examples, over the same memory.
 *
 * @throws GenlabError when the dataset has fewer.
 *
 * @example
 * ```ts
 * import { digits, take } from "genlab";
 *
 * console.log(take(await digits({ part: "train" }), 100).length); // 100
 * ```
 */
export function take(dataset: Dataset, count: number): Dataset {
  checkDataset("take", dataset);
  if (isCount(count) && count <= dataset.length) return slice(dataset, 0, count);
  throw new GenlabError(
    `${describe(count)} examples cannot be taken of ${dataset.length}. Give a whole number from 0 to that.`,
  );
}
