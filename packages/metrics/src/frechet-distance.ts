import { unbiasedMoments } from "./linear-algebra/covariance.js";
import { dot } from "./linear-algebra/dot.js";
import { factorise } from "./linear-algebra/factorise.js";
import { checkWidths, type Matrix, matrixOf, rowsOf } from "./linear-algebra/matrix.js";
import { squaredDistance } from "./linear-algebra/squared-distance.js";
import { symmetricEigenvalues } from "./linear-algebra/symmetric-eigenvalues.js";
import type { Rows } from "./rows.js";

/**
 * The squared Fréchet distance of two Gaussians with the moments of two sets of features `[count, features]`:
 * `‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2 (Σ₁ Σ₂)^½)`, in squared units of the features; covariances have the divisor count − 1.
 * Heusel et al. 2017, https://arxiv.org/abs/1706.08500
 *
 * It is an FID only where the features are Inception's; features of another network give numbers of their own kind. The
 * estimate is biased upwards, the more so the fewer examples there are (Bińkowski et al. 2018, https://arxiv.org/abs/1801.01401):
 * give the count with the number, compare equal counts, take many more examples than features (the paper: 50 000 for 2048).
 *
 * @throws GenlabError for less than two rows, rows that differ in length, and numbers that are not finite.
 *
 * @example
 * ```ts
 * import { createRng, frechetDistance } from "genlab";
 *
 * const rng = createRng(1);
 * const rows = (mean: number) => Array.from({ length: 500 }, () => [mean + rng.random(), rng.random()]);
 * console.log(frechetDistance(rows(0), rows(1))); // about 1, the squared distance of the means
 * ```
 */
export function frechetDistance(features: Rows, others: Rows): number {
  const metric = "frechetDistance";
  const a = matrixOf(features, { metric, name: "features", minimumRows: 2 });
  const b = matrixOf(others, { metric, name: "others", minimumRows: 2 });
  checkWidths(metric, { features: a, others: b });
  const { mean: mean1, covariance: covariance1 } = unbiasedMoments(a);
  const { mean: mean2, covariance: covariance2 } = unbiasedMoments(b);
  const traces = trace(covariance1) + trace(covariance2) - 2 * traceOfRoot(covariance1, covariance2);
  return squaredDistance(mean1, mean2) + Math.max(0, traces); // rounding may pass 0
}

const trace = ({ data, rows }: Matrix) =>
  Array.from({ length: rows }, (_, i) => data[i * rows + i]!).reduce((sum, value) => sum + value, 0);

/**
 * `tr (A B)^½`: with `A = F Fᵀ`, the eigenvalues of `A B` other than 0 are those of `Fᵀ B F`, which is symmetric and positive
 * semi-definite, so that no root of a non-symmetric or singular matrix is taken.
 */
function traceOfRoot(a: Matrix, b: Matrix): number {
  const { columns } = factorise(a);
  const rank = columns.length;
  const rows = rowsOf(b);
  const data = new Float64Array(rank * rank);
  for (let j = 0; j < rank; j++) {
    const product = Float64Array.from(rows, (row) => dot(row, columns[j]!));
    for (let i = 0; i <= j; i++) data[i * rank + j] = data[j * rank + i] = dot(columns[i]!, product);
  }
  return symmetricEigenvalues({ data, rows: rank, columns: rank }).reduce(
    (sum, eigenvalue) => sum + Math.sqrt(Math.max(0, eigenvalue)),
    0,
  );
}
