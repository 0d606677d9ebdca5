import type { Dataset } from "./dataset.js";
import { slice } from "./slice.js";

/** The first `count` examples, over the same memory. */
export const take = (dataset: Dataset, count: number): Dataset => slice(dataset, 0, count);
