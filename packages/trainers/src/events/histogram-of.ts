import { GenlabError } from "@genlab/core";
import type { Histogram } from "./event.js";

const BUCKETS = 30;

/**
 * Values in thirty buckets of one width from the least to the most: as many as TensorBoard draws.
 *
 * @throws GenlabError where there is no value.
 */
export function histogramOf(values: ArrayLike<number>): Histogram {
  if (values.length === 0) throw new GenlabError("histogramOf got no values. Expected one at least.");
  let [least, most, sum, sumOfSquares] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    least = Math.min(least, value);
    most = Math.max(most, value);
    sum += value;
    sumOfSquares += value * value;
  }
  const width = (most - least) / BUCKETS;
  const limits = Array.from({ length: BUCKETS }, (_, i) => (i === BUCKETS - 1 ? most : least + (i + 1) * width));
  const counts = limits.map(() => 0);
  for (let i = 0; i < values.length; i++) {
    const bucket = width > 0 ? Math.floor((values[i]! - least) / width) : BUCKETS - 1;
    counts[Math.min(bucket, BUCKETS - 1)]!++;
  }
  return { least, most, count: values.length, sum, sumOfSquares, limits, counts };
}
