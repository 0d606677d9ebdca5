import { describe, GenlabError, refuseUnknown, requireCounts } from "@genlab/core";
import { type Matrix, matrixOf } from "./linear-algebra/matrix.js";
import type { Rows } from "./rows.js";

/** The grid on which points are counted. */
export interface JensenShannonDistanceOptions {
  /** The ends of the square that the grid covers, along both axes: `[-1.5, 1.5]` for a ring of radius 1. */
  readonly range: readonly [number, number];
  /** Cells along each axis. Default 30. */
  readonly cells?: number;
}

/**
 * The Jensen–Shannon distance of two samples in the plane, as shares of the cells of a grid, with logarithms of base 2:
 * `√(½ KL(p ‖ m) + ½ KL(q ‖ m))`, `m = (p + q) / 2`. 0 for equal shares, 1 for shares without a common cell; a metric
 * (Endres & Schindelin 2003, https://doi.org/10.1109/TIT.2003.813506). What falls outside of the grid counts as one more cell.
 *
 * GAN Lab (Kahng et al. 2018, https://arxiv.org/abs/1809.01587) draws the divergence, the square of this, over 30 × 30
 * cells, with 0.0001 added to every share.
 *
 * Two samples of one distribution are apart too, the more so the fewer points a cell has: compare values of one grid and
 * one count, or with the distance between two samples of the data.
 *
 * @throws GenlabError for what are no points in the plane, a range or cells that are none, samples that are both outside of the range, and
 * options that it does not have.
 */
export function jensenShannonDistance(points: Rows, others: Rows, options: JensenShannonDistanceOptions): number {
  const { range, cells = 30, ...unknown } = options ?? {};
  refuseUnknown("jensenShannonDistance", unknown, { range, cells });
  const [from, to] =
    Array.isArray(range) && range.length === 2 && range.every((end) => typeof end === "number")
      ? range
      : [Number.NaN, Number.NaN];
  if (!(from < to && Number.isFinite(to - from))) {
    throw new GenlabError(
      `jensenShannonDistance: \`range\` is ${describe(range)}. Give two finite numbers, the lower one first.`,
    );
  }
  requireCounts("jensenShannonDistance", { cells });
  if (cells > 4096)
    throw new GenlabError(`jensenShannonDistance: \`cells\` is ${cells}. Give at most 4096 along each axis.`);
  const p = cellShares(planar(points, "points"), range, cells);
  const q = cellShares(planar(others, "others"), range, cells);
  const isOutside = (shares: Float64Array) => shares.subarray(0, -1).every((share) => share === 0);
  if (isOutside(p) && isOutside(q)) {
    throw new GenlabError(
      `jensenShannonDistance: no point of either sample is within \`range\`, [${range}]. Give the range of the points.`,
    );
  }
  let divergence = 0;
  for (let cell = 0; cell < p.length; cell++) {
    const middle = (p[cell]! + q[cell]!) / 2;
    if (p[cell]! > 0) divergence += (p[cell]! / 2) * Math.log2(p[cell]! / middle);
    if (q[cell]! > 0) divergence += (q[cell]! / 2) * Math.log2(q[cell]! / middle);
  }
  return Math.sqrt(Math.min(1, Math.max(0, divergence))); // rounding may pass the bounds
}

function planar(rows: Rows, name: string): Matrix {
  const matrix = matrixOf(rows, { metric: "jensenShannonDistance", name });
  if (matrix.columns === 2) return matrix;
  throw new GenlabError(
    `jensenShannonDistance: rows of \`${name}\` have ${matrix.columns} numbers. Give points [count, 2].`,
  );
}

/** The share of the points in each cell, then of those outside. Cells include their lower edge; the last also its upper one. */
function cellShares({ data, rows }: Matrix, [from, to]: readonly [number, number], cells: number): Float64Array {
  const shares = new Float64Array(cells * cells + 1);
  const along = (value: number) => (value === to ? cells - 1 : Math.floor(((value - from) / (to - from)) * cells));
  for (let row = 0; row < rows; row++) {
    const [x, y] = [along(data[2 * row]!), along(data[2 * row + 1]!)];
    const inside = x >= 0 && x < cells && y >= 0 && y < cells;
    shares[inside ? y * cells + x : cells * cells]! += 1 / rows;
  }
  return shares;
}
