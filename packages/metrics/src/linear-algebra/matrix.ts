import { describe, GenlabError } from "@genlab/core";
import type { Rows } from "../rows.js";
import { doublesOf } from "./doubles-of.js";

/** Numbers in row-major order, in double precision. */
export interface Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

export interface MatrixRequirements {
  /** The metric that asks, for the error. */
  readonly metric: string;
  /** What the metric calls these rows. */
  readonly name: string;
  /** Default 1. */
  readonly minimumRows?: number;
  /** Whether −Infinity is a value: it is a logarithm's. Default false. */
  readonly minusInfinity?: boolean;
}

/** From here on powers of products, which metrics take, are more than a double holds. */
const MOST = 1e50;

/**
 * Copies rows to a matrix.
 *
 * @throws GenlabError for rows that are too few, ragged, empty, not finite or 1e50 and more, and for what are no rows of numbers.
 */
export function matrixOf(given: Rows, requirements: MatrixRequirements): Matrix {
  const { metric, name, minimumRows = 1, minusInfinity = false } = requirements;
  const { data, rows, columns } = read(given, `${metric}: \`${name}\``);
  if (rows < minimumRows || columns < 1) {
    const least = `${minimumRows} ${minimumRows === 1 ? "row" : "rows"} of at least one number`;
    throw new GenlabError(`${metric}: \`${name}\` has shape [${rows}, ${columns}]. It needs at least ${least}.`);
  }
  const fault = data.findIndex((value) => !(Math.abs(value) < MOST || (minusInfinity && value < 0)));
  if (fault >= 0) {
    const place = `row ${Math.floor(fault / columns)}, column ${fault % columns}`;
    throw new GenlabError(
      `${metric}: \`${name}\` holds ${data[fault]} at ${place}. Give finite numbers${Number.isFinite(data[fault]) ? ", less than 1e50: scale them" : ""}.`,
    );
  }
  return { data, rows, columns };
}

/** @throws GenlabError for matrices whose rows differ in length. */
export function checkWidths(metric: string, matrices: Readonly<Record<string, Matrix>>): void {
  const [[firstName, first], ...others] = Object.entries(matrices) as [[string, Matrix], ...[string, Matrix][]];
  for (const [name, { columns }] of others) {
    if (columns === first.columns) continue;
    throw new GenlabError(
      `${metric}: rows of \`${firstName}\` have ${first.columns} numbers, rows of \`${name}\` ${columns}. Give both the same.`,
    );
  }
}

/** Views of the rows. */
export function rowsOf({ data, rows, columns }: Matrix): readonly Float64Array[] {
  return Array.from({ length: rows }, (_, row) => data.subarray(row * columns, (row + 1) * columns));
}

/** Copies of the columns. */
export function columnsOf({ data, rows, columns }: Matrix): readonly Float64Array[] {
  return Array.from({ length: columns }, (_, column) => {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) values[row] = data[row * columns + column]!;
    return values;
  });
}

type Dense = Exclude<Rows, readonly ArrayLike<number>[]>;

function read(given: Rows, where: string): Matrix {
  if (Array.isArray(given)) return stacked(given, where);
  if (typeof given === "object" && given !== null && "data" in given) return dense(given as Dense, where);
  throw new GenlabError(`${where} is ${describe(given)}. Give a list of rows, or { data, shape: [rows, ...] }.`);
}

function dense({ data: given, shape }: Dense, where: string): Matrix {
  const data = doublesOf(given, where);
  const isShape = Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  const [rows = 0, ...rest] = isShape ? shape : [];
  const columns = rest.reduce((product, size) => product * size, 1);
  if (!isShape || shape.length < 2 || rows * columns !== data.length) {
    throw new GenlabError(
      `${where} has shape [${shape}] and ${data.length} values. Expected [rows, ...] and a value for each place.`,
    );
  }
  return { data, rows, columns };
}

function stacked(given: readonly ArrayLike<number>[], where: string): Matrix {
  const rows = given.map((row, index) => doublesOf(row, `${where}, row ${index},`));
  const columns = rows[0]?.length ?? 0;
  const data = new Float64Array(rows.length * columns);
  for (const [index, row] of rows.entries()) {
    if (row.length !== columns) {
      throw new GenlabError(
        `${where} has ${row.length} numbers in row ${index}, ${columns} in row 0. Give rows of one length.`,
      );
    }
    data.set(row, index * columns);
  }
  return { data, rows: rows.length, columns };
}
