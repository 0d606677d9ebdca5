import { dot } from "./dot.js";
import { columnsOf, type Matrix } from "./matrix.js";

export interface Moments {
  readonly mean: Float64Array;
  /** `[dimensions, dimensions]` */
  readonly covariance: Matrix;
}

/** The mean and the covariance of the rows, with the divisor rows − 1. */
export function unbiasedMoments(matrix: Matrix): Moments {
  const { rows } = matrix;
  const { mean, covariance } = weightedMoments(columnsOf(matrix), new Float64Array(rows).fill(1 / rows));
  const data = covariance.data.map((value) => (value * rows) / (rows - 1));
  return { mean, covariance: { ...covariance, data } };
}

/** `μ = Σ wₙ xₙ` and `Σ wₙ (xₙ − μ)(xₙ − μ)ᵀ`, for weights that sum to 1, from the columns of x. */
export function weightedMoments(columns: readonly Float64Array[], weights: Float64Array): Moments {
  const size = columns.length;
  const mean = Float64Array.from(columns, (column) => dot(column, weights));
  const roots = weights.map(Math.sqrt);
  const scaled = columns.map((column, i) => centredTimes(column, mean[i]!, roots));
  const data = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) data[i * size + j] = data[j * size + i] = dot(scaled[i]!, scaled[j]!);
  }
  return { mean, covariance: { data, rows: size, columns: size } };
}

function centredTimes(column: Float64Array, mean: number, factors: Float64Array): Float64Array {
  const result = new Float64Array(column.length);
  for (let n = 0; n < column.length; n++) result[n] = (column[n]! - mean) * factors[n]!;
  return result;
}
