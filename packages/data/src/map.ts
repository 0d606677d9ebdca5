import type { ArrayBatch } from "@genlab/base";
import { GenlabError } from "@genlab/base";
import type { Dataset } from "./dataset.js";

/**
 * The dataset whose batches are `f` of another's, computed each time they are asked for.
 * `f` keeps the number of examples; it runs once on the first example, to learn the shapes.
 */
export function map(dataset: Dataset, f: (batch: ArrayBatch) => ArrayBatch): Dataset {
  const indices = dataset.length > 0 ? [0] : [];
  const shapes = Object.entries(f(dataset.batch(indices))).map(([name, { shape }]) => {
    if (shape[0] !== indices.length) {
      throw new GenlabError(
        `The mapped field "${name}" has shape [${shape.join(", ")}] for a batch of ${indices.length}. ` +
          `Keep the number of examples.`,
      );
    }
    return [name, shape.slice(1)] as const;
  });
  return {
    length: dataset.length,
    shapes: Object.fromEntries(shapes),
    batch: (wanted) => f(dataset.batch(wanted)),
  };
}
