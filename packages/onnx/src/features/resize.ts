import type { NdArray } from "@genlab/core";

export interface ResizeOptions {
  /** Height and width of the result. */
  readonly size: readonly [number, number];
  readonly antialias: boolean;
}

/**
 * Resizes images `[count, height, width, channels]` bilinearly, with the centres of pixels at halves: PyTorch's `interpolate` with
 * `mode="bilinear"`, `align_corners=False`. Antialiased, a pixel of a smaller image is a mean over all that it stands for, by a triangle as
 * wide as the scale; a larger image is the same either way.
 */
export function resize({ data, shape }: NdArray, { size, antialias }: ResizeOptions): NdArray {
  const [count = 0, height = 0, width = 0, channels = 0] = shape;
  const [newHeight, newWidth] = size;
  if (height === newHeight && width === newWidth) return { data, shape };
  const rows = tapsOf(height, newHeight, antialias);
  const columns = tapsOf(width, newWidth, antialias);
  const across = alongAxis(data, { before: count * height, length: width, after: channels }, columns);
  const result = alongAxis(across, { before: count, length: height, after: newWidth * channels }, rows);
  return { data: Float32Array.from(result), shape: [count, newHeight, newWidth, channels] };
}

/** What a pixel of the result is made of: pixels from `start` on, by weights that sum to 1. */
interface Taps {
  readonly start: number;
  readonly weights: readonly number[];
}

function tapsOf(length: number, newLength: number, antialias: boolean): readonly Taps[] {
  const scale = length / newLength;
  const reach = antialias ? Math.max(1, scale) : 1;
  return Array.from({ length: newLength }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const start = Math.max(0, Math.floor(centre - reach));
    const end = Math.min(length, Math.ceil(centre + reach));
    const heights = Array.from({ length: end - start }, (_, tap) =>
      Math.max(0, 1 - Math.abs(start + tap + 0.5 - centre) / reach),
    );
    const sum = heights.reduce((total, value) => total + value, 0);
    return { start, weights: heights.map((value) => value / sum) };
  });
}

interface Axis {
  /** How many lines there are, how long they are, and how many values lie between two places of a line. */
  readonly before: number;
  readonly length: number;
  readonly after: number;
}

/** Replaces `[before, length, after]` by `[before, taps, after]`. */
function alongAxis(data: ArrayLike<number>, { before, length, after }: Axis, taps: readonly Taps[]): Float64Array {
  const result = new Float64Array(before * taps.length * after);
  for (let line = 0; line < before; line++) {
    for (const [i, { start, weights }] of taps.entries()) {
      const target = (line * taps.length + i) * after;
      for (const [tap, weight] of weights.entries()) {
        const source = (line * length + start + tap) * after;
        for (let k = 0; k < after; k++) result[target + k]! += weight * data[source + k]!;
      }
    }
  }
  return result;
}
