import type { Dataset } from "@genlab/data";
import { onceThrough } from "./once-through.js";

/** The class of every example. */
export function labelsOf(dataset: Dataset): readonly number[] {
  return [...onceThrough(dataset, 1000)].flatMap(({ y }) => [...y!.data]);
}
