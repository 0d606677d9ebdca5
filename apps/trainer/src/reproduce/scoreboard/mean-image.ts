import type { Dataset, NdArray } from "@genlab/data";
import { onceThrough } from "../once-through.js";

/** The mean image of a dataset, `count` times: what a model has to beat that has learned anything. */
export function meanImage(dataset: Dataset, count: number): NdArray {
  const [...shape] = dataset.shapes.x!;
  const sums = new Float64Array(shape.reduce((product, size) => product * size, 1));
  for (const { x } of onceThrough(dataset, 1000)) {
    for (let i = 0; i < x!.data.length; i++) sums[i % sums.length]! += x!.data[i]!;
  }
  const data = Float32Array.from({ length: count * sums.length }, (_, i) => sums[i % sums.length]! / dataset.length);
  return { data, shape: [count, ...shape] };
}
