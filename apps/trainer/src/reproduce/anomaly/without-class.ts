import { batches, type Dataset } from "@genlab/data";

/** The examples of all other classes. */
export function withoutClass(dataset: Dataset, heldOut: number): Dataset {
  const kept = labelsOf(dataset).flatMap((label, index) => (label === heldOut ? [] : [index]));
  return {
    length: kept.length,
    shapes: dataset.shapes,
    batch: (indices) => dataset.batch(indices.map((index) => kept[index]!)),
  };
}

/** The class of every example. */
export function labelsOf(dataset: Dataset): readonly number[] {
  const all = batches(dataset, { batchSize: Math.min(1000, dataset.length), lastBatch: "keep", epochs: 1 });
  return [...all].flatMap(({ y }) => [...y!.data]);
}
