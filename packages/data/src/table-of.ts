import { GenlabError, type NdArray } from "@genlab/base";
import { valueAt } from "./normal-scores.js";
import type { NumberColumn, TableColumn } from "./table-column.js";
import { tableLayout } from "./table-layout.js";

/**
 * Examples as rows of cells again, the names of the columns first: numbers with the decimals that the column has and within its ends, of each
 * choice the largest. A value that is missing is an empty cell.
 *
 * @param x `[count, numbers]`, as `readTable` gives them or a model draws them
 * @throws GenlabError for examples of another size, and for a value that is not finite.
 */
export function tableOf(columns: readonly TableColumn[], { data, shape }: NdArray): string[][] {
  const layout = tableLayout(columns);
  const [count = 0, size] = shape;
  if (shape.length !== 2 || size !== layout.size) {
    throw new GenlabError(
      `Examples of the shape [${shape.join(", ")}] are no rows of these columns, which take [count, ${layout.size}].`,
    );
  }
  const places = columns.map((column) => ({
    column,
    number: column.kind === "number" ? layout.numbers.indexOf(column) : -1,
    choice: layout.choices.find((choice) => choice.column === column),
  }));
  const rows = [columns.map(({ name }) => name)];
  for (let i = 0; i < count; i++) {
    const example = data.subarray(i * layout.size, (i + 1) * layout.size);
    const odd = example.findIndex((value) => !Number.isFinite(value));
    if (odd >= 0)
      throw new GenlabError(`Example ${i} has ${example[odd]} at place ${odd}, which is no value of a table.`);
    rows.push(
      places.map(({ column, number, choice }) => {
        const chosen = choice ? largestOf(example.subarray(choice.offset, choice.offset + choice.size)) : 0;
        if (column.kind === "category") return column.values[chosen] ?? "";
        return chosen === 1 ? "" : textOf(example[number]!, column);
      }),
    );
  }
  return rows;
}

function textOf(score: number, column: NumberColumn): string {
  const { least, most, decimals } = column;
  const value = Math.min(most, Math.max(least, valueAt(column, score)));
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text; // no "-0"
}

function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[largest]!) largest = i;
  return largest;
}
