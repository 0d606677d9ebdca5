import { GenlabError, requirePositive } from "@genlab/core";
import { checkWidths, matrixOf, rowsOf } from "./linear-algebra/matrix.js";
import { squaredDistance } from "./linear-algebra/squared-distance.js";
import type { Rows } from "./rows.js";

export interface PeakSignalToNoiseRatioOptions {
  /** The width of the range of pixels: 1 for [0, 1], 2 for [−1, 1], 255 for bytes. Default 1. */
  readonly peak?: number;
}

/**
 * The peak signal-to-noise ratio of images against clean ones, in decibels, averaged over images: `10 log₁₀(peak² / mean squared error)`.
 * Infinity as soon as one image equals its clean one. The mean of ratios is not the ratio of the mean error.
 *
 * @param images `[count, ...]`; one image is a list of one row
 * @param clean of the same shape
 */
export function peakSignalToNoiseRatio(
  images: Rows,
  clean: Rows,
  { peak = 1 }: PeakSignalToNoiseRatioOptions = {},
): number {
  const metric = "peakSignalToNoiseRatio";
  const x = matrixOf(images, { metric, name: "images" });
  const y = matrixOf(clean, { metric, name: "clean" });
  checkWidths(metric, { images: x, clean: y });
  if (x.rows !== y.rows) {
    throw new GenlabError(`${metric}: ${x.rows} \`images\`, ${y.rows} \`clean\` ones. Give one of each.`);
  }
  requirePositive(metric, { peak });
  const references = rowsOf(y);
  const decibels = rowsOf(x).map(
    (image, i) => 10 * Math.log10((peak * peak * x.columns) / squaredDistance(image, references[i]!)),
  );
  return decibels.reduce((sum, value) => sum + value, 0) / decibels.length;
}
