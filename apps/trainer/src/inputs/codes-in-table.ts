import { GenlabError, sizeOf } from "@genlab/core";
import type { NdArray } from "@genlab/data";
import { csvRows } from "@genlab/data/node";
import { columnNames } from "../outputs/csv.js";

/**
 * Codes `[count, ...]` from the columns of a table that `genlab encode` calls them by; other columns are left out.
 *
 * @param shape of one code
 * @param name of the file
 * @throws GenlabError for a column that is missing, and for a cell that is no finite number.
 */
export async function codesInTable(path: string, shape: readonly number[], name: string): Promise<NdArray> {
  const columns = columnNames("z", shape);
  const values: number[] = [];
  let [row, places]: [number, readonly number[]] = [0, []];
  for await (const cells of csvRows(path, { name })) {
    if (row++ === 0) {
      places = columns.map((column) => cells.indexOf(column));
      const lacking = columns[places.indexOf(-1)];
      if (lacking === undefined) continue;
      throw new GenlabError(
        `${name} has no column "${lacking}", but codes of the model are [count, ${shape.join(", ")}], in the columns "${columns[0]}" to "${columns.at(-1)}". Give those that \`genlab encode\` makes with this run.`,
      );
    }
    for (const [at, place] of places.entries()) {
      const cell = cells[place] ?? "";
      const value = cell === "" ? Number.NaN : Number(cell);
      if (!Number.isFinite(value)) {
        throw new GenlabError(
          `Row ${row - 1} of ${name} has ${JSON.stringify(cell)} in "${columns[at]}". Codes are finite numbers.`,
        );
      }
      values.push(value);
    }
  }
  if (values.length === 0) throw new GenlabError(`${name} has no rows below the names of its columns, so no codes.`);
  return { data: Float32Array.from(values), shape: [values.length / sizeOf(shape), ...shape] };
}
