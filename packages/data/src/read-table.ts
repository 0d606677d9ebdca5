import { GenlabError, refuseUnknown } from "@genlab/base";
import { checkIndices } from "./check-dataset.js";
import type { Dataset } from "./dataset.js";
import { checkLength, columnsNamed } from "./find-columns.js";
import { scoreOf } from "./normal-scores.js";
import { isMissingBy, numberIn } from "./table-cells.js";
import type { CategoryColumn, NumberColumn, TableColumn, TableRows } from "./table-column.js";
import { type TableLayout, tableLayout } from "./table-layout.js";

export interface ReadTableOptions {
  /** As `findColumns` was told. */
  readonly missing?: readonly string[];
  /** What errors call the table. Default "The table". */
  readonly name?: string;
  /** A column with the class of each row, which none of `columns` is. Default: there are no classes. */
  readonly classes?: CategoryColumn;
}

/**
 * The examples of a table, a row each: `x` `[numbers]`, numbers first, made about normal, then a one among zeros for each choice. In memory are four
 * bytes a number and two a choice; ones and zeros are made batch by batch. Columns are known by their names, others are left out. Classes are
 * `y` `[]`, an index into their values.
 *
 * @throws GenlabError for a column that is missing, a row of another length, and a value that the columns do not have.
 */
export async function readTable(
  rows: TableRows,
  columns: readonly TableColumn[],
  options: ReadTableOptions = {},
): Promise<Dataset> {
  const { missing = [], name = "The table", classes, ...others } = options;
  refuseUnknown("readTable", others, { missing, name, classes });
  const layout = tableLayout(columns);
  const isMissing = isMissingBy(missing);
  const read = classes ? [...columns, classes] : columns;
  const encoders: Encoder[] = columns.map((column) => encoderOf(column, layout));
  if (classes) encoders.push(classEncoder(classes));
  const numbers = new Growing((length) => new Float32Array(length), layout.numbers.length);
  const choices = new Growing((length) => new Uint16Array(length), layout.choices.length);
  const labels = new Growing((length) => new Uint16Array(length), classes ? 1 : 0);
  let places: readonly number[] | undefined;
  let [count, width] = [0, 0];
  for await (const cells of rows) {
    if (!places) {
      places = placesOf(read, columnsNamed(cells, name), name);
      width = cells.length;
      continue;
    }
    checkLength(cells, width, { name, row: count + 1 });
    const row = { numbers: numbers.next(), choices: choices.next(), labels: labels.next() };
    count++;
    for (let i = 0; i < encoders.length; i++) {
      const cell = cells[places[i]!]!;
      if (encoders[i]!(isMissing(cell) ? undefined : cell, row)) continue;
      const found = isMissing(cell) ? "no value" : JSON.stringify(cell);
      throw new GenlabError(
        `Row ${count} of ${name} has ${found} in "${read[i]!.name}", which the column does not have: ${heldBy(read[i]!)}.`,
      );
    }
  }
  return datasetOf(layout, {
    ...{ numbers: numbers.filled(), choices: choices.filled(), count },
    ...(classes && { labels: labels.filled() }),
  });
}

interface Row {
  readonly numbers: Float32Array;
  readonly choices: Uint16Array;
  /** One, where there are classes. */
  readonly labels: Uint16Array;
}

/** Writes a cell to its row; false for what is none of the column. */
type Encoder = (cell: string | undefined, row: Row) => boolean;

function encoderOf(column: TableColumn, { numbers, choices }: TableLayout): Encoder {
  const choice = choices.findIndex((one) => one.column === column);
  if (column.kind === "category") return categoryEncoder(column, choice);
  return numberEncoder(column, { place: numbers.indexOf(column), choice });
}

function categoryEncoder({ values, missing }: CategoryColumn, choice: number): Encoder {
  const indices = new Map(values.map((value, index) => [value, index]));
  return (cell, row) => {
    const index = cell === undefined ? (missing ? values.length : undefined) : indices.get(cell);
    if (index === undefined) return false;
    if (choice >= 0) row.choices[choice] = index;
    return true;
  };
}

function classEncoder({ values }: CategoryColumn): Encoder {
  const indices = new Map(values.map((value, index) => [value, index]));
  return (cell, { labels }) => {
    const index = cell === undefined ? undefined : indices.get(cell);
    if (index !== undefined) labels[0] = index;
    return index !== undefined;
  };
}

function numberEncoder(
  column: NumberColumn,
  { place, choice }: { readonly place: number; readonly choice: number },
): Encoder {
  return (cell, row) => {
    if (cell === undefined) {
      if (choice >= 0) row.choices[choice] = 1;
      return choice >= 0;
    }
    const found = numberIn(cell);
    if (found) row.numbers[place] = scoreOf(column, found.value);
    return found !== undefined;
  };
}

const heldBy = (column: TableColumn): string =>
  column.kind === "number"
    ? "numbers alone"
    : `${column.values.slice(0, 10).join(", ")}${column.values.length > 10 ? ", …" : ""}`;

function placesOf(columns: readonly TableColumn[], names: readonly string[], table: string): readonly number[] {
  return columns.map(({ name }) => {
    const place = names.indexOf(name);
    if (place >= 0) return place;
    throw new GenlabError(`${table} has no column "${name}". Its columns: ${names.join(", ")}.`);
  });
}

/** Rows one after another, in an array that doubles. */
class Growing<T extends Float32Array | Uint16Array> {
  private array: T;
  private count = 0;

  constructor(
    private readonly make: (length: number) => T,
    private readonly width: number,
  ) {
    this.array = make(1024 * width);
  }

  /** The next row, of zeros. */
  next(): T {
    const [start, end] = [this.count * this.width, ++this.count * this.width];
    if (end > this.array.length) {
      const larger = this.make(2 * this.array.length);
      larger.set(this.array);
      this.array = larger;
    }
    return this.array.subarray(start, end) as T;
  }

  filled(): T {
    return this.array.subarray(0, this.count * this.width) as T;
  }
}

interface Encoded {
  readonly numbers: Float32Array;
  readonly choices: Uint16Array;
  readonly labels?: Uint16Array;
  readonly count: number;
}

function datasetOf(
  { numbers: named, choices: chosen, size }: TableLayout,
  { numbers, choices, labels, count }: Encoded,
): Dataset {
  return {
    length: count,
    shapes: { x: [size], ...(labels && { y: [] }) },
    batch(given) {
      const indices = checkIndices("a table", given, count);
      const data = new Float32Array(indices.length * size);
      indices.forEach((index, position) => {
        const start = position * size;
        data.set(numbers.subarray(index * named.length, (index + 1) * named.length), start);
        chosen.forEach(({ offset }, i) => {
          data[start + offset + choices[index * chosen.length + i]!] = 1;
        });
      });
      const y = labels && { data: Int32Array.from(indices, (index) => labels[index]!), shape: [indices.length] };
      return { x: { data, shape: [indices.length, size] }, ...(y && { y }) };
    },
  };
}
