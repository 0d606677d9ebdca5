import { GenlabError } from "@genlab/core";
import { dot } from "./dot.js";
import { type Matrix, rowsOf } from "./matrix.js";

/**
 * The eigenvalues of a symmetric matrix, in no order: Householder's reduction to a tridiagonal matrix, then the QL method
 * with implicit shifts. The matrix is overwritten. Golub & Van Loan, Matrix Computations, section 8.3.
 */
export function symmetricEigenvalues(matrix: Matrix): Float64Array {
  const { diagonal, beside } = tridiagonalise(matrix);
  return implicitQl(diagonal, beside);
}

interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** `beside[i]` couples i and i + 1; the last is 0. */
  readonly beside: Float64Array;
}

function tridiagonalise(matrix: Matrix): Tridiagonal {
  const rows = rowsOf(matrix);
  const size = rows.length;
  const beside = new Float64Array(size);
  for (let k = 0; k < size - 1; k++) {
    const v = rows[k]!.slice(k + 1);
    const first = v[0]!;
    const norm = Math.sqrt(dot(v, v));
    beside[k] = first > 0 ? -norm : norm; // the sign that does not cancel
    v[0]! -= beside[k]!;
    const squaredNorm = dot(v, v);
    if (squaredNorm > 0) reflect(rows.slice(k + 1), v, 2 / squaredNorm);
  }
  return { diagonal: Float64Array.from({ length: size }, (_, i) => rows[i]![i]!), beside };
}

/** `A ← H A H` with `H = I − β v vᵀ`, on the square block at the end of the rows. */
function reflect(rows: readonly Float64Array[], v: Float64Array, beta: number): void {
  const block = rows.map((row) => row.subarray(-v.length));
  const w = Float64Array.from(block, (row) => beta * dot(row, v));
  const half = (beta / 2) * dot(w, v);
  for (let i = 0; i < v.length; i++) w[i]! -= half * v[i]!;
  for (const [row, a] of block.entries()) {
    const [vRow, wRow] = [v[row]!, w[row]!];
    for (let i = 0; i < v.length; i++) a[i]! -= vRow * w[i]! + wRow * v[i]!;
  }
}

/** Plane rotations chase the shift's bulge from `end` up to `start`, until the coupling at `start` is rounding error. */
function implicitQl(d: Float64Array, e: Float64Array): Float64Array {
  const size = d.length;
  let scale = 0;
  for (let i = 0; i < size; i++) scale = Math.max(scale, Math.abs(d[i]!) + Math.abs(e[i]!));
  const negligible = Number.EPSILON * scale;
  for (let start = 0; start < size; start++) {
    for (let sweep = 0; ; sweep++) {
      let end = start;
      while (end < size - 1 && Math.abs(e[end]!) > negligible) end++;
      if (end === start) break;
      if (sweep === 60) throw new GenlabError(`Eigenvalue ${start} of ${size} does not converge in ${sweep} sweeps.`);
      const slope = (d[start + 1]! - d[start]!) / (2 * e[start]!);
      const root = Math.sqrt(slope * slope + 1);
      let g = d[end]! - d[start]! + e[start]! / (slope + (slope < 0 ? -root : root));
      let [sine, cosine, shift] = [1, 1, 0];
      let i = end - 1;
      for (; i >= start; i--) {
        const f = sine * e[i]!;
        const b = cosine * e[i]!;
        const r = Math.sqrt(f * f + g * g);
        e[i + 1] = r;
        if (r === 0) break; // the matrix falls apart here
        sine = f / r;
        cosine = g / r;
        g = d[i + 1]! - shift;
        const t = (d[i]! - g) * sine + 2 * cosine * b;
        shift = sine * t;
        d[i + 1] = g + shift;
        g = cosine * t - b;
      }
      if (i >= start) {
        d[i + 1]! -= shift;
      } else {
        d[start]! -= shift;
        e[start] = g;
      }
      e[end] = 0;
    }
  }
  return d;
}
