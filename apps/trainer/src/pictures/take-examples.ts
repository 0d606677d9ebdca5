import type { NdArray } from "@genlab/data";

/** The first `count` examples. */
export function takeExamples({ data, shape }: NdArray, count: number): NdArray {
  const size = data.length / shape[0]!;
  return { data: data.subarray(0, count * size), shape: [Math.min(count, shape[0]!), ...shape.slice(1)] };
}
