import type { Dataset, NdArray } from "@genlab/data";

/** So many examples, evenly spaced over the dataset: parts of it may differ, as the halves of MNIST's test part do. */
export function spread(dataset: Dataset, count: number): NdArray {
  return dataset.batch(Array.from({ length: count }, (_, i) => Math.floor((i * dataset.length) / count))).x!;
}
