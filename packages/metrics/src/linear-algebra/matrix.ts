import { GenlabError } from "@genlab/core";
import type { Rows } from "../rows.js";

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

/** Copies rows to a matrix; refuses rows that are too few, ragged, empty or not finite. */
export function matrixOf(given: Rows, requirements: MatrixRequirements): Matrix {
  const { metric, name, minimumRows = 1, minusInfinity = false } = requirements;
  const { data, rows, columns } = "data" in given ? dense(given, metric, name) : stacked(given, metric, name);
  if (rows < minimumRows || columns < 1) {
    const least = `${minimumRows} ${minimumRows === 1 ? "row" : "rows"} of at least one number`;
    throw new GenlabError(`${metric}: \`${name}\` has shape [${rows}, ${columns}]. It needs at least ${least}.`);
  }
  const fault = data.findIndex((value) => !(Number.isFinite(value) || (minusInfinity && value < 0)));
  if (fault >= 0) {
    const place = `row ${Math.floor(fault / columns)}, column ${fault % columns}`;
    throw new GenlabError(`${metric}: \`${name}\` holds ${data[fault]} at ${place}. Give finite numbers.`);
  }
  return { data, rows, columns };
}

/** Refuses matrices whose rows differ in length. */
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

function dense({ data, shape }: Dense, metric: string, name: string): Matrix {
  const [rows = 0, ...rest] = shape;
  const columns = rest.reduce((product, size) => product * size, 1);
  if (shape.length < 2 || rows * columns !== data.length) {
    throw new GenlabError(
      `${metric}: \`${name}\` has shape [${shape}] and ${data.length} values. Expected [rows, ...] and a value for each place.`,
    );
  }
  return { data: Float64Array.from(data), rows, columns };
}

function stacked(given: readonly ArrayLike<number>[], metric: string, name: string): Matrix {
  const columns = given[0]?.length ?? 0;
  const data = new Float64Array(given.length * columns);
  for (const [index, row] of given.entries()) {
    if (row.length !== columns) {
      throw new GenlabError(
        `${metric}: row ${index} of \`${name}\` has ${row.length} numbers, row 0 has ${columns}. Give rows of one length.`,
      );
    }
    data.set(row, index * columns);
  }
  return { data, rows: given.length, columns };
}
