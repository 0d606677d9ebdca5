import type { Dataset, NdArray } from "@genlab/data";
import type { RunData } from "../../data/run-data.js";

/**
 * Images whose pixels are 0 or 1: each is drawn once, with its grey level as the probability of a 1, from a hash of its place. Whoever
 * computes the hash has the same images: the pixels of all images, first those to train on, are numbered through.
 */
export const binarise = ({ train, test }: RunData): RunData => ({
  train: binarised(train, 0),
  test: binarised(test, train.length),
});

/** `first` is the number of the first image. */
const binarised = (dataset: Dataset, first: number): Dataset => ({
  ...dataset,
  batch(indices) {
    const { x, ...rest } = dataset.batch(indices);
    return { ...rest, x: drawn(x!, (row) => first + indices[row]!) };
  },
});

function drawn({ data, shape }: NdArray, numberOf: (row: number) => number): NdArray {
  const pixels = data.length / shape[0]!;
  const values = new Float32Array(data.length);
  for (let row = 0; row < shape[0]!; row++) {
    const start = numberOf(row) * pixels;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const at = row * pixels + pixel;
      values[at] = uniform(start + pixel) < data[at]! ? 1 : 0;
    }
  }
  return { data: values, shape };
}

/** A number in [0, 1) for each integer: the finaliser of MurmurHash3, https://github.com/aappleby/smhasher. */
export function uniform(integer: number): number {
  let hash = integer;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
