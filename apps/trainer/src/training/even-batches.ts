import { type ArrayBatch, batches, type Dataset, take } from "@genlab/data";

/**
 * Once through a dataset in batches as even as can be, for estimates over a batch cannot have any size; of a multiple, as packs need it.
 * What does not fill a last one is left out, which is less than the multiple.
 */
export function evenBatches(
  dataset: Dataset,
  { most, multiple }: { readonly most: number; readonly multiple: number },
): Generator<ArrayBatch, void, undefined> {
  const length = dataset.length - (dataset.length % multiple);
  const size = Math.ceil(length / Math.ceil(length / most));
  return batches(take(dataset, length), { batchSize: Math.ceil(size / multiple) * multiple, epochs: 1 });
}
