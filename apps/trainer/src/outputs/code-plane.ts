import { createRng } from "@genlab/core";
import type { NdArray } from "@genlab/data";

export interface CodePlane {
  /** Where each code lies along the two directions. */
  readonly points: readonly (readonly [number, number])[];
  /** The share of the codes' variance that lies along each. */
  readonly shares: readonly [number, number];
}

const ITERATIONS = 60;

/**
 * Codes `[count, ...]` in the plane of their first two principal directions: subspace iteration on `Xᵀ X` of the centred codes `X`, which is
 * never formed, as codes of images may have thousands of numbers. Golub & Van Loan, Matrix Computations, 8.2.4
 */
export function codePlane({ data, shape: [count = 0] }: NdArray): CodePlane {
  const size = data.length / count;
  const centred = new Float64Array(data);
  const mean = timesTransposed(centred, new Float64Array(count).fill(1 / count));
  for (let i = 0; i < centred.length; i++) centred[i]! -= mean[i % size]!;
  const variance = dot(centred, centred);
  const random = createRng(0);
  // a start in the span of the codes takes a draw a code, not one a number
  const basis = [0, 1].map(() =>
    timesTransposed(
      centred,
      Float64Array.from({ length: count }, () => random.random() - 0.5),
    ),
  );
  for (const direction of basis) normalize(direction); // else small codes look like none
  for (let i = 0; i < ITERATIONS; i++) {
    basis.forEach((direction, at) => {
      direction.set(timesTransposed(centred, times(centred, direction)));
      if (at === 1) removeFrom(direction, basis[0]!);
      normalize(direction);
    });
  }
  // a direction has no sign of its own: its largest number is positive, so that the picture does not flip as a run goes on
  for (const direction of basis) {
    const largest = direction.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
    if (largest < 0) direction.set(direction.map((value) => -value));
  }
  const [across, up] = basis.map((direction) => times(centred, direction)) as [Float64Array, Float64Array];
  const share = (along: Float64Array) => (variance === 0 ? 0 : dot(along, along) / variance);
  return {
    points: Array.from({ length: count }, (_, i) => [across[i]!, up[i]!] as const),
    shares: [share(across), share(up)],
  };
}

// plain loops: with functions of arrays, codes of many numbers take several times as long

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return Float64Array.from({ length: matrix.length / size }, (_, row) =>
    dot(matrix.subarray(row * size, (row + 1) * size), vector),
  );
}

function timesTransposed(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = matrix.length / vector.length;
  const product = new Float64Array(size);
  for (let row = 0; row < vector.length; row++) {
    const weight = vector[row]!;
    for (let i = 0; i < size; i++) product[i]! += matrix[row * size + i]! * weight;
  }
  return product;
}

function removeFrom(vector: Float64Array, unit: Float64Array): void {
  const along = dot(vector, unit);
  for (let i = 0; i < vector.length; i++) vector[i]! -= along * unit[i]!;
}

/** Of codes of one number, or of two that always go together, the second direction is nought. */
function normalize(vector: Float64Array): void {
  const norm = Math.sqrt(dot(vector, vector));
  const factor = norm < 1e-12 ? 0 : 1 / norm;
  for (let i = 0; i < vector.length; i++) vector[i]! *= factor;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
