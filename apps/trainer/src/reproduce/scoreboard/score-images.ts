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
  const scale = 1 / rootMeanSquare(test.features);
  const [real, generated] = [scaled(test.features, scale), scaled(features, scale)];
  return {
    frechet: frechetDistance(real, generated),
    kernel: kernelDistance(real, generated),
    ...precisionRecall(real, generated),
    entropy: labelEntropy(classes),
  };
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
