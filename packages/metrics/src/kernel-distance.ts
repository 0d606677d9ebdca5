import { dot } from "./linear-algebra/dot.js";
import { checkWidths, matrixOf, rowsOf } from "./linear-algebra/matrix.js";
import type { Rows } from "./rows.js";

/**
 * The squared maximum mean discrepancy of two sets of features `[count, features]` under the kernel `k(x, y) = (x·y / features + 1)³`:
 * `mean k(x, x′) + mean k(y, y′) − 2 mean k(x, y)`, over pairs of different rows. Bińkowski et al. 2018 (KID),
 * https://arxiv.org/abs/1801.01401
 *
 * Unbiased at any count, hence below 0 at times. One estimate from all pairs; published KIDs are means over subsets, often 100 of 1000
 * rows, which estimate the same quantity with a larger variance. Some papers print it times 1000. Time grows with the square of the count.
 *
 * @throws GenlabError for less than two rows, rows that differ in length, and numbers that are not finite.
 */
export function kernelDistance(features: Rows, others: Rows): number {
  const metric = "kernelDistance";
  const a = matrixOf(features, { metric, name: "features", minimumRows: 2 });
  const b = matrixOf(others, { metric, name: "others", minimumRows: 2 });
  checkWidths(metric, { features: a, others: b });
  const [x, y] = [rowsOf(a), rowsOf(b)];
  let across = 0;
  for (const one of x) for (const other of y) across += kernel(one, other);
  return meanWithin(x) + meanWithin(y) - (2 * across) / (x.length * y.length);
}

function meanWithin(x: readonly Float64Array[]): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) for (let j = 0; j < i; j++) sum += kernel(x[i]!, x[j]!);
  return (2 * sum) / (x.length * (x.length - 1));
}

const kernel = (x: Float64Array, y: Float64Array) => (dot(x, y) / x.length + 1) ** 3;
