import type { NdArray } from "@genlab/data";

/** Pictures with their classes. */
export interface Pictures {
  /** `[count, height, width, channels]` in [0, 1]. */
  readonly x: NdArray;
  /** `[count]`; null where nobody knows. */
  readonly y: NdArray | null;
}

/** Pictures at some indices. */
export function pick({ x, y }: Pictures, indices: readonly number[]): Pictures {
  const shape = x.shape.slice(1);
  const size = shape.reduce((product, length) => product * length, 1);
  const data = new Float32Array(indices.length * size);
  indices.forEach((index, place) => {
    data.set(x.data.subarray(index * size, (index + 1) * size), place * size);
  });
  return {
    x: { data, shape: [indices.length, ...shape] },
    y: y && { data: Int32Array.from(indices, (index) => y.data[index]!), shape: [indices.length] },
  };
}

/** So many pictures at a time, or all where there are fewer: from the first again after the last. */
export function pageOf(pictures: Pictures, page: number, most: number): Pictures {
  const count = pictures.x.shape[0]!;
  return pick(
    pictures,
    range(Math.min(most, count)).map((place) => (page * most + place) % count),
  );
}

/** Some of the pictures, one after the other. */
export function part({ data, shape: [count = 0, ...shape] }: NdArray, start: number, length: number): NdArray {
  const size = data.length / count;
  return { data: data.subarray(start * size, (start + length) * size), shape: [length, ...shape] };
}

export const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
