import type { Matrix } from "./matrix.js";

/** `A = F Fᵀ` */
export interface Factor {
  /** The columns of F, one for each dimension of the range of A. */
  readonly columns: readonly Float64Array[];
  /** The pivots: taken in this order, the rows of F form a lower triangle. */
  readonly order: readonly number[];
}

/**
 * Factors a symmetric positive semi-definite matrix by Cholesky's method with diagonal pivoting, which stops at the rank.
 * Higham 1990, Analysis of the Cholesky decomposition of a semi-definite matrix
 */
export function factorise({ data, rows: size }: Matrix): Factor {
  const diagonal = Float64Array.from({ length: size }, (_, i) => data[i * size + i]!);
  const negligible = size * Number.EPSILON * Math.max(0, ...diagonal);
  const columns: Float64Array[] = [];
  const order: number[] = [];
  for (;;) {
    const pivot = diagonal.reduce((best, value, i) => (value > diagonal[best]! ? i : best), 0);
    if (order.length === size || !(diagonal[pivot]! > negligible)) return { columns, order };
    // the residual's column at the pivot; symmetric, so a row of `data` serves
    const column = data.slice(pivot * size, (pivot + 1) * size);
    for (const earlier of columns) {
      const share = earlier[pivot]!;
      for (let i = 0; i < size; i++) column[i]! -= share * earlier[i]!;
    }
    const root = Math.sqrt(diagonal[pivot]!);
    for (let i = 0; i < size; i++) column[i]! /= root;
    for (const taken of order) column[taken] = 0;
    column[pivot] = root;
    for (let i = 0; i < size; i++) diagonal[i]! -= column[i]! ** 2;
    diagonal[pivot] = Number.NEGATIVE_INFINITY; // never again
    columns.push(column);
    order.push(pivot);
  }
}
