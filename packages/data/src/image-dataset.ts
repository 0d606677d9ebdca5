import { GenlabError } from "@genlab/base";
import type { Dataset } from "./dataset.js";
import type { ImageRows } from "./image-rows.js";
import { map } from "./map.js";
import { scaled } from "./scaled.js";

/** What `imageDataset` is made of. */
export interface ImageDatasetOptions {
  readonly rows: ImageRows;
  /** Which of the rows, in the order of the examples. */
  readonly indices: ArrayLike<number>;
  /** Of an image: [height, width, channels]. */
  readonly shape: readonly [number, number, number];
  /** Of each example. Default: there are no classes. */
  readonly labels?: ArrayLike<number>;
}

/**
 * Images as `x` [height, width, channels] in [0, 1], with their classes as `y`. They stay bytes, in memory or in a file, until a batch is asked
 * for: a quarter of their size as floats.
 *
 * @throws GenlabError when there are labels, but not one for each example.
 */
export function imageDataset({ rows, indices, shape, labels = [] }: ImageDatasetOptions): Dataset {
  const size = shape[0] * shape[1] * shape[2];
  const hasLabels = labels.length > 0;
  if (hasLabels && labels.length !== indices.length) {
    throw new GenlabError(`There are ${labels.length} labels of ${indices.length} images. Give one for each, or none.`);
  }
  const stored: Dataset = {
    length: indices.length,
    shapes: { x: shape, ...(hasLabels && { y: [] }) },
    ahead(examples) {
      // `batch` tells what is wrong when its turn comes
      void rows.ahead?.(examples.map((example) => indices[example]!)).catch(() => undefined);
    },
    batch(examples) {
      const bytes = new Uint8Array(examples.length * size);
      examples.forEach((example, position) => {
        rows.copy(indices[example]!, bytes, position * size);
      });
      return {
        x: { data: bytes, shape: [examples.length, ...shape] },
        ...(hasLabels && {
          y: { data: Int32Array.from(examples, (example) => labels[example]!), shape: [examples.length] },
        }),
      };
    },
  };
  return map(stored, ({ x, ...rest }) => ({ x: { data: scaled(x!.data, 255), shape: x!.shape }, ...rest }));
}
