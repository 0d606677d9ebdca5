import { GenlabError, optionsOf, refuseUnknown, requirePositive } from "@genlab/core";
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
 * @throws GenlabError for sets of different shapes, a peak that the clean pixels span more than, numbers that are not finite, and options
 * that it does not have.
 */
export function peakSignalToNoiseRatio(images: Rows, clean: Rows, options: PeakSignalToNoiseRatioOptions = {}): number {
  const metric = "peakSignalToNoiseRatio";
  const { peak = 1, ...others } = optionsOf("peakSignalToNoiseRatio", options);
  refuseUnknown(metric, others, { peak });
  const x = matrixOf(images, { metric, name: "images" });
  const y = matrixOf(clean, { metric, name: "clean" });
  checkWidths(metric, { images: x, clean: y });
  if (x.rows !== y.rows) {
    throw new GenlabError(`${metric}: ${x.rows} \`images\`, ${y.rows} \`clean\` ones. Give one of each.`);
  }
  requirePositive(metric, { peak });
  const [least, most] = [y.data.reduce((a, b) => Math.min(a, b)), y.data.reduce((a, b) => Math.max(a, b))];
  if (most - least > peak * (1 + 1e-6)) {
    throw new GenlabError(
      `${metric}: \`clean\` has pixels from ${least} to ${most}, but \`peak\` is ${peak}. Give the width of their range: 1 for [0, 1], 2 for [−1, 1], 255 for bytes.`,
    );
  }
  const references = rowsOf(y);
  const decibels = rowsOf(x).map(
    (image, i) => 10 * Math.log10((peak * peak * x.columns) / squaredDistance(image, references[i]!)),
  );
  return decibels.reduce((sum, value) => sum + value, 0) / decibels.length;
}
