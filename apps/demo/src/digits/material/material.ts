import type { NdArray } from "@genlab/data";
import type { TrainingData } from "../specification.js";

/** Pictures with their classes. */
export interface Pictures {
  /** `[count, height, width, channels]` in [0, 1]. */
  readonly x: NdArray;
  /** `[count]`; null where nobody knows. */
  readonly y: NdArray | null;
}

/** What a run is trained on, and what the page shows. */
export interface Material {
  readonly data: TrainingData;
  /** Pictures that the model has not seen; where there are too few to keep some back, those that it trains on. */
  readonly shown: Pictures;
  readonly isHeldOut: boolean;
  /** Names of the classes by index; empty where nobody knows them. */
  readonly classes: readonly string[];
  /** Whether 0 is paper and 1 is ink, so that the theme's colours may stand for them. */
  readonly isInk: boolean;
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

export const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
