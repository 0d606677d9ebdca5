import { GenlabError } from "@genlab/base";
import type { CategoryColumn, NumberColumn, TableColumn } from "./table-column.js";

/** Where the columns of a table lie in an example: all numbers first, then one choice after another. */
export interface TableLayout {
  readonly numbers: readonly NumberColumn[];
  readonly choices: readonly TableChoice[];
  /** Numbers of an example. */
  readonly size: number;
}

/** One among so many, for a category or for whether a number is missing. */
export interface TableChoice {
  readonly column: TableColumn;
  readonly size: number;
  /** Where it starts in an example. */
  readonly offset: number;
}

/** The layout of columns. A column that is the same in all rows takes no place. */
export function tableLayout(columns: readonly TableColumn[]): TableLayout {
  const numbers = columns.filter((column): column is NumberColumn => column.kind === "number");
  let size = numbers.length;
  const choices: TableChoice[] = [];
  for (const column of columns) {
    const among = column.kind === "category" ? optionsOf(column) : column.missing ? 2 : 1;
    if (among < 2) continue;
    choices.push({ column, size: among, offset: size });
    size += among;
  }
  if (size > 0) return { numbers, choices, size };
  throw new GenlabError("No column of the table differs from row to row, so there is nothing to learn of it.");
}

/**
 * The sizes of the choices that stand last in an example of these columns, after the numbers: what a model of tables is told.
 *
 * @throws GenlabError when no column differs from row to row.
 */
export const choicesOf = (columns: readonly TableColumn[]): readonly number[] =>
  tableLayout(columns).choices.map(({ size }) => size);

/**
 * The numbers of an example of these columns.
 *
 * @throws GenlabError when no column differs from row to row.
 */
export const exampleSizeOf = (columns: readonly TableColumn[]): number => tableLayout(columns).size;

const optionsOf = ({ values, missing }: CategoryColumn): number => values.length + (missing ? 1 : 0);
