import type { Rng } from "@genlab/core";
import type { ArrayBatch, NdArray } from "@genlab/data";
import { type BatchPlace, exampleDraws } from "./example-draws.js";

export interface TurnedOptions extends BatchPlace {
  /** Angles are drawn evenly from so many to the left to as many to the right. */
  readonly degrees: number;
  readonly rng: Rng;
}

/**
 * Batches of images in which each is turned about its middle by an angle of its own. Between pixels it is linear, and beyond the edges are the
 * nearest of the image. What is drawn for the batch of a number depends on that number alone, so that a run can go on where it stopped.
 */
export function* turned(
  batches: Iterable<ArrayBatch>,
  { degrees, rng, start, part }: TurnedOptions,
): Generator<ArrayBatch> {
  let number = start;
  for (const { x, ...others } of batches) {
    const draw = exampleDraws(rng, { number: number++, part, examples: x!.shape[0]!, each: 1 });
    const angle = () => ((2 * draw() - 1) * degrees * Math.PI) / 180;
    yield { ...others, x: turnedBy(x!, angle) };
  }
}

/** `x` [batch, height, width, channels]. */
function turnedBy({ data, shape }: NdArray, angle: () => number): NdArray {
  const [count, height, width, channels] = shape as readonly [number, number, number, number];
  const size = height * width * channels;
  const values = new Float32Array(data.length);
  for (let example = 0; example < count; example++) {
    const image = data.subarray(example * size, (example + 1) * size);
    const at = samplerOf(image, { height, width, channels });
    const by = angle();
    const [cosine, sine] = [Math.cos(by), Math.sin(by)];
    const [middleRow, middleColumn] = [(height - 1) / 2, (width - 1) / 2];
    let place = example * size;
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const [down, right] = [row - middleRow, column - middleColumn];
        at(middleRow + cosine * down - sine * right, middleColumn + sine * down + cosine * right, values, place);
        place += channels;
      }
    }
  }
  return { data: values, shape };
}

interface Sides {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Writes the values of an image between pixels to a place. */
function samplerOf(image: ArrayLike<number>, { height, width, channels }: Sides) {
  return (row: number, column: number, into: Float32Array, place: number) => {
    const [y, x] = [Math.min(height - 1, Math.max(0, row)), Math.min(width - 1, Math.max(0, column))];
    const [top, left] = [Math.floor(y), Math.floor(x)];
    const [bottom, right] = [Math.min(height - 1, top + 1), Math.min(width - 1, left + 1)];
    const [v, u] = [y - top, x - left];
    for (let channel = 0; channel < channels; channel++) {
      const value = (r: number, c: number) => image[(r * width + c) * channels + channel]!;
      const above = value(top, left) * (1 - u) + value(top, right) * u;
      into[place + channel] = above * (1 - v) + (value(bottom, left) * (1 - u) + value(bottom, right) * u) * v;
    }
  };
}
