import type { NdArray } from "@genlab/data";
import type { Posteriors } from "../session/looks/given-class.js";
import { generator, normals } from "./random.js";

/** Where codes are: those of the prior, or those of the data where there is no prior. */
export interface Place {
  /** `[latent]` */
  readonly mean: Float32Array;
  /** `[latent]` */
  readonly deviation: Float32Array;
}

/** The standard normal distribution. */
export const standard = (latent: number): Place => ({
  mean: new Float32Array(latent),
  deviation: new Float32Array(latent).fill(1),
});

/** Mean and standard deviation of codes `[count, latent]`, number by number. */
export function placeOf({ data, shape: [count = 0, latent = 0] }: NdArray): Place {
  const mean = new Float32Array(latent);
  const deviation = new Float32Array(latent);
  for (let axis = 0; axis < latent; axis++) {
    const values = Array.from({ length: count }, (_, index) => data[index * latent + axis]!);
    const middle = values.reduce((sum, value) => sum + value, 0) / Math.max(1, count);
    const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, count);
    mean[axis] = middle;
    deviation[axis] = Math.max(1e-6, Math.sqrt(variance));
  }
  return { mean, deviation };
}

/** The mean over examples of `½ (μ² + σ² − 1 − log σ²)`, for each latent, in nats. Null where codes are points. */
export function klOf({ mean, deviation }: Posteriors): Float32Array | null {
  if (!deviation) return null;
  const [count = 0, latent = 0] = mean.shape;
  const kl = new Float32Array(latent);
  for (let i = 0; i < count * latent; i++) {
    const [mu, variance] = [mean.data[i]!, deviation.data[i]! ** 2];
    kl[i % latent]! += (0.5 * (mu ** 2 + variance - 1 - Math.log(variance))) / count;
  }
  return kl;
}

/**
 * Latents, those with the most of something first. While the amounts change, an order changes only where one is clearly ahead of the one
 * before it, so that sliders do not jump under a hand.
 */
export function ordered(before: readonly number[] | null, amounts: ArrayLike<number>): readonly number[] {
  if (before?.length !== amounts.length) {
    return Array.from(amounts, (_, axis) => axis).sort((a, b) => amounts[b]! - amounts[a]!);
  }
  const order = [...before];
  for (let end = order.length - 1; end > 0; end--) {
    for (let i = 0; i < end; i++) {
      const [first, second] = [order[i]!, order[i + 1]!];
      if (amounts[second]! > CLEARLY * amounts[first]! + LEAST) [order[i], order[i + 1]] = [second, first];
    }
  }
  return order;
}

const CLEARLY = 1.15;
const LEAST = 0.01;

/** A code from its distance to the mean in standard deviations. */
export const codeAt = (steps: Float32Array, { mean, deviation }: Place): Float32Array =>
  steps.map((step, axis) => mean[axis]! + step * deviation[axis]!);

/** The inverse of `codeAt`. */
export const stepsOf = (code: Float32Array, { mean, deviation }: Place): Float32Array =>
  code.map((value, axis) => (value - mean[axis]!) / deviation[axis]!);

/** Codes stacked, `[count, latent]`. */
export function stacked(codes: readonly Float32Array[]): NdArray {
  const latent = codes[0]?.length ?? 0;
  const data = new Float32Array(codes.length * latent);
  codes.forEach((code, index) => {
    data.set(code, index * latent);
  });
  return { data, shape: [codes.length, latent] };
}

/** The code at an index of a stack. */
export const codeOf = ({ data, shape: [, latent = 0] }: NdArray, index: number): Float32Array =>
  Float32Array.from(data.subarray(index * latent, (index + 1) * latent));

/** Codes on the straight line from one to another, both ends included. */
export const between = (from: Float32Array, to: Float32Array, count: number): readonly Float32Array[] =>
  Array.from({ length: count }, (_, index) =>
    from.map((start, axis) => start + (index / (count - 1)) * (to[axis]! - start)),
  );

/** Steps over a square of two axes, row by row from the top left, the others as they are in `middle`. */
export function lattice(middle: Float32Array, [across, up]: readonly [number, number], side: number, reach: number) {
  const place = (index: number) => reach * ((2 * (index + 0.5)) / side - 1);
  return Array.from({ length: side * side }, (_, index) => {
    const steps = middle.slice();
    steps[across] = place(index % side);
    if (up !== across) steps[up] = -place(Math.floor(index / side));
    return steps;
  });
}

/** Codes that differ from one in one number alone. */
export const along = (code: Float32Array, changed: number, values: readonly number[]): readonly Float32Array[] =>
  values.map((value) => code.map((other, axis) => (axis === changed ? value : other)));

/** The n-th code that is drawn where codes are. */
export const drawnCode = (index: number, place: Place): Float32Array =>
  codeAt(normals(place.mean.length, generator(index)), place);
