import type { Dataset } from "@genlab/data";

const EXAMPLES = 1000;

/** The mean of all values of `x`, over examples of the whole dataset. */
export function meanOf(data: Dataset): number {
  const count = Math.min(EXAMPLES, data.length);
  const indices = Array.from({ length: count }, (_, i) => Math.floor((i * data.length) / count));
  const values = data.batch(indices).x!.data;
  let sum = 0;
  for (const value of values) sum += Number(value);
  return sum / values.length;
}
