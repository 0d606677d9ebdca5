import type { Rng } from "@genlab/core";
import type { ArrayBatch, NdArray } from "@genlab/data";
import { type BatchPlace, exampleDraws } from "./example-draws.js";

export interface MirroredOptions extends BatchPlace {
  readonly rng: Rng;
}

/**
 * Batches of images in which every other one, by chance, is seen in a mirror. What is drawn for the batch of a number depends on that
 * number alone, so that a run can go on where it stopped.
 */
export function* mirrored(batches: Iterable<ArrayBatch>, { rng, start, part }: MirroredOptions): Generator<ArrayBatch> {
  let number = start;
  for (const { x, ...others } of batches) {
    const draw = exampleDraws(rng, { number: number++, part, examples: x!.shape[0]!, each: 1 });
    yield { ...others, x: flipped(x!, () => draw() < 0.5) };
  }
}

/** `x` [batch, height, width, channels]. */
function flipped({ data, shape }: NdArray, isFlipped: () => boolean): NdArray {
  const [count, height, width, channels] = shape as readonly [number, number, number, number];
  const values = Float32Array.from(data);
  for (let example = 0; example < count; example++) {
    if (!isFlipped()) continue;
    for (let row = example * height; row < (example + 1) * height; row++) {
      for (let column = 0; column < width; column++) {
        const [from, to] = [row * width + column, row * width + width - 1 - column];
        for (let channel = 0; channel < channels; channel++) {
          values[to * channels + channel] = data[from * channels + channel]!;
        }
      }
    }
  }
  return { data: values, shape };
}
