import type { NdArray } from "@genlab/data";
import { frechetDistance, kernelDistance, labelEntropy, precisionRecall } from "@genlab/metrics";
import type { Judged } from "./judge.js";

/** How images are beside test images, by what a classifier sees in both. */
export interface ImageScores {
  readonly frechet: number;
  readonly kernel: number;
  readonly precision: number;
  readonly recall: number;
  /** Bits of the classes that are seen. */
  readonly entropy: number;
}

/** Measures images in features whose mean square is 1 over the test images: the classifier's own have any scale. */
export function scoreImages(test: Judged, { features, classes }: Judged): ImageScores {
  const [real, generated] = scaledAlike(test.features, features);
  return {
    frechet: frechetDistance(real, generated),
    kernel: kernelDistance(real, generated),
    ...precisionRecall(real, generated),
    entropy: labelEntropy(classes),
  };
}

/** Both by the scale by which the mean square of the first is 1. */
export function scaledAlike(first: NdArray, second: NdArray) {
  const scale = 1 / rootMeanSquare(first);
  return [scaled(first, scale), scaled(second, scale)] as const;
}

function rootMeanSquare({ data }: NdArray): number {
  let squares = 0;
  for (const value of data) squares += value ** 2;
  return Math.sqrt(squares / data.length);
}

const scaled = ({ data, shape }: NdArray, scale: number) => ({
  data: Float64Array.from(data, (value) => scale * value),
  shape,
});
