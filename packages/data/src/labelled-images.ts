import type { Dataset } from "./dataset.js";
import { fromArrays } from "./from-arrays.js";
import { map } from "./map.js";
import { scaled } from "./scaled.js";

export interface LabelledImages {
  /** Grey levels, image after image. */
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
  /** [height, width, channels]. */
  readonly imageShape: readonly number[];
  /** The grey level that becomes 1. */
  readonly white: number;
}

/** Images stay bytes in memory, a quarter of their size as floats; each batch is scaled to [0, 1]. */
export function labelledImages({ pixels, labels, imageShape, white }: LabelledImages): Dataset {
  const stored = fromArrays({
    x: { data: pixels, shape: [labels.length, ...imageShape] },
    y: { data: labels, shape: [labels.length] },
  });
  return map(stored, ({ x, y }) => ({
    x: { data: scaled(x!.data, white), shape: x!.shape },
    y: { data: Int32Array.from(y!.data), shape: y!.shape },
  }));
}
