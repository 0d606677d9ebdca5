import type { Rng } from "@genlab/core";
import type { ArrayBatch, NdArray } from "@genlab/data";
import { type BatchPlace, exampleDraws } from "./example-draws.js";

export interface ColouredOptions extends BatchPlace {
  /** By what share brightness, contrast and saturation are more or less, at most. */
  readonly share: number;
  readonly rng: Rng;
}

/** ITU-R BT.601: how bright red, green and blue are. */
const LUMA = [0.299, 0.587, 0.114] as const;

/**
 * Batches of images in [0, 1] in which each has a brightness, a contrast and, in colour, a saturation of its own: factors that are drawn evenly
 * from 1 − share to 1 + share, in this order, and the values held in [0, 1] behind each. What is drawn for the batch of a number depends on that
 * number alone, so that a run can go on where it stopped.
 */
export function* coloured(
  batches: Iterable<ArrayBatch>,
  { share, rng, start, part }: ColouredOptions,
): Generator<ArrayBatch> {
  let number = start;
  for (const { x, ...others } of batches) {
    const draw = exampleDraws(rng, { number: number++, part, examples: x!.shape[0]!, each: 3 });
    yield { ...others, x: colouredBy(x!, () => 1 + (2 * draw() - 1) * share) };
  }
}

/** `x` [batch, height, width, channels]. */
function colouredBy({ data, shape }: NdArray, factor: () => number): NdArray {
  const channels = shape.at(-1)!;
  const values = Float32Array.from(data);
  const size = values.length / shape[0]!;
  for (let start = 0; start < values.length; start += size) {
    const image = values.subarray(start, start + size);
    const [brightness, contrast, saturation] = [factor(), factor(), factor()];
    for (let i = 0; i < size; i++) image[i] = held(image[i]! * brightness);
    const grey = greyOf(image, channels);
    let sum = 0;
    for (let pixel = 0; pixel < size / channels; pixel++) sum += grey(pixel);
    const middle = (sum * channels) / size;
    for (let i = 0; i < size; i++) image[i] = held(middle + (image[i]! - middle) * contrast);
    if (channels === 1) continue;
    for (let pixel = 0; pixel < size / channels; pixel++) {
      const own = grey(pixel);
      for (let i = pixel * channels; i < (pixel + 1) * channels; i++) {
        image[i] = held(own + (image[i]! - own) * saturation);
      }
    }
  }
  return { data: values, shape };
}

const held = (value: number): number => Math.min(1, Math.max(0, value));

const greyOf = (image: Float32Array, channels: number) => (pixel: number) =>
  channels === 1
    ? image[pixel]!
    : LUMA[0] * image[3 * pixel]! + LUMA[1] * image[3 * pixel + 1]! + LUMA[2] * image[3 * pixel + 2]!;
