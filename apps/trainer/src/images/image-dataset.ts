import { type Dataset, map } from "@genlab/data";
import type { ImageRows } from "./image-rows.js";

export interface ImageDatasetOptions {
  readonly rows: ImageRows;
  /** Which of the rows, in the order of the examples. */
  readonly indices: readonly number[];
  /** Of an image: [height, width, channels]. */
  readonly shape: readonly [number, number, number];
  /** Of each example; empty where there are no classes. */
  readonly labels: readonly number[];
}

/** Images as `x` [height, width, channels] in [0, 1], with their classes as `y`. They stay bytes until a batch is asked for, a quarter of their size as floats. */
export function imageDataset({ rows, indices, shape, labels }: ImageDatasetOptions): Dataset {
  const size = shape[0] * shape[1] * shape[2];
  const hasLabels = labels.length > 0;
  const stored: Dataset = {
    length: indices.length,
    shapes: { x: shape, ...(hasLabels && { y: [] }) },
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
  return map(stored, ({ x, ...rest }) => ({ x: { data: scaled(x!.data), shape: x!.shape }, ...rest }));
}

function scaled(levels: ArrayLike<number>): Float32Array {
  const values = new Float32Array(levels.length);
  // a plain loop: `Float32Array.from` with a function takes more than ten times as long
  for (let i = 0; i < values.length; i++) values[i] = levels[i]! / 255;
  return values;
}
