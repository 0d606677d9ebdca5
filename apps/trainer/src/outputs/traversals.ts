import type { NdArray } from "@genlab/data";

/** How the numbers of codes lie around their means, a value for each number. */
export interface Spread {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

export interface TraversalsOptions {
  /** Which numbers of the code change. */
  readonly places: readonly number[];
  /** Values of each, evenly from `-range` to `range`. */
  readonly steps: number;
  readonly range: number;
  /** Values are so many standard deviations from the mean. Default: they are the values. */
  readonly spread?: Spread;
}

/** A code `[...]` with one number at a time at each of its values: `[places · steps, ...]`. */
export function traversals(code: NdArray, { places, steps, range, spread }: TraversalsOptions): NdArray {
  const size = code.data.length;
  const data = new Float32Array(places.length * steps * size);
  places.forEach((place, row) => {
    for (let step = 0; step < steps; step++) {
      const value = ((2 * step) / (steps - 1) - 1) * range;
      const start = (row * steps + step) * size;
      data.set(code.data, start);
      data[start + place] = spread ? spread.means[place]! + value * spread.deviations[place]! : value;
    }
  });
  return { data, shape: [places.length * steps, ...code.shape] };
}

/** Of codes `[count, ...]`. */
export function deviationsOf({ data, shape: [count = 0] }: NdArray): Spread {
  const size = data.length / count;
  const [means, deviations] = [new Float64Array(size), new Float64Array(size)];
  for (let i = 0; i < data.length; i++) means[i % size]! += data[i]! / count;
  for (let i = 0; i < data.length; i++) deviations[i % size]! += (data[i]! - means[i % size]!) ** 2 / count;
  return { means, deviations: deviations.map(Math.sqrt) };
}
