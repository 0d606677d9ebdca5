import { type ArrayBatch, describe, GenlabError, type GivenBatch } from "@genlab/base";
import { checkDataset, checkIndices, madeBatch } from "./check-dataset.js";
import type { Dataset } from "./dataset.js";

/**
 * The dataset whose batches are `f` of another's, computed each time they are asked for. What `f` returns keeps its values, whatever typed
 * arrays or lists it is in. `f` keeps the number of examples; it runs once on the first example, to learn the shapes.
 *
 * @throws GenlabError when `f` returns no batch, or changes the number of examples or, from one batch to the next, their shapes.
 */
export function map(dataset: Dataset, f: (batch: ArrayBatch) => GivenBatch): Dataset {
  checkDataset("map", dataset);
  if (typeof f !== "function") throw new GenlabError(`map got ${describe(f)}. Give a function of a batch.`);
  const mapped = (given: readonly number[]) => {
    const indices = checkIndices("a mapped dataset", given, dataset.length);
    return madeBatch("The function of map", f(dataset.batch(indices)), indices.length);
  };
  const shapesOf = (batch: ArrayBatch) =>
    Object.fromEntries(Object.entries(batch).map(([field, { shape }]) => [field, shape.slice(1)]));
  const shapes = shapesOf(mapped(dataset.length > 0 ? [0] : []));
  const learned = JSON.stringify(shapes);
  return {
    length: dataset.length,
    shapes,
    ahead: (indices) => dataset.ahead?.(indices),
    batch(indices) {
      const batch = mapped(indices);
      const found = JSON.stringify(shapesOf(batch));
      if (found === learned) return batch;
      throw new GenlabError(
        `The function of map gave examples of shapes ${found}, but of the first example ${learned}. Keep them the same.`,
      );
    },
  };
}
