import type { Rng } from "@genlab/core";
import { type Tensor, tensor } from "@tensorflow/tfjs-core";
import type { Fan } from "./initializer.js";

/**
 * A random orthogonal matrix `[product of the leading sizes, last size]`: its columns are orthonormal, or its rows where there
 * are fewer of them. Saxe et al. 2013, https://arxiv.org/abs/1312.6120
 */
export function orthogonal(shape: readonly number[], _fan: Fan, rng: Rng): Tensor {
  const columns = shape.at(-1) ?? 1;
  const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  const count = Math.min(rows, columns);
  const vectors = orthonormal(count, Math.max(rows, columns), rng);
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      values[row * columns + column] = rows < columns ? vectors[row]![column]! : vectors[column]![row]!;
    }
  }
  return tensor(values, [...shape]);
}

/** Gram-Schmidt on normal draws; dividing by a positive norm makes the result uniform over orthogonal matrices. */
function orthonormal(count: number, length: number, rng: Rng): Float64Array[] {
  const draws = new Float32Array(length);
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    rng.fillNormal(draws);
    const vector = Float64Array.from(draws);
    // the second pass removes what rounding left over from the first
    for (const other of [...vectors, ...vectors]) {
      const projection = dot(vector, other);
      for (let i = 0; i < length; i++) vector[i]! -= projection * other[i]!;
    }
    const norm = Math.sqrt(dot(vector, vector));
    vectors.push(vector.map((value) => value / norm));
  }
  return vectors;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
