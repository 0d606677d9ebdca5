import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { GenlabError } from "@genlab/core";
import { type CategoryColumn, ColumnError, choicesOf, findColumns, readTable, type TableColumn } from "@genlab/data";
import { csvRows, delimiterOf } from "@genlab/data/node";
import { models } from "@genlab/zoo";
import type { RunConfig } from "../config/run-config.js";
import { classCountFor } from "../data/class-count-for.js";
import type { RunData } from "../data/run-data.js";
import { splitBy } from "../data/split-by.js";
import { checkSame } from "../files/check-same.js";
import { heldOutOf } from "../files/held-out-of.js";
import { forCaller } from "../terminal/caller.js";
import { counted } from "../terminal/words.js";
import { classesApart } from "./classes-apart.js";
import { TABLE_FILES } from "./is-table.js";
import type { TableConfig } from "./table-schema.js";

export interface PreparedTable {
  readonly config: RunConfig;
  readonly data: RunData;
}

/**
 * Reads a table, and notes in the configuration what it leaves open: what stands between cells, how each column is encoded, which rows are held out
 * to test on, and the file's SHA-256.
 *
 * @throws GenlabError when the file is another than the configuration notes, or no table.
 */
export async function prepareTable(config: RunConfig, table: TableConfig): Promise<PreparedTable> {
  const { path, missing = [], y } = table;
  const kinds = { ...table.kinds, ...(y !== undefined && { [y]: "category" as const }) };
  const name = forCaller(path);
  const other = y !== undefined && !table.columns ? table.kinds?.[y] : undefined; // runs from before went on by `y` alone
  if (other !== undefined && other !== "category") {
    throw new GenlabError(
      `"${y}" of ${name} is the column of classes by data.y, but data.kinds says ${JSON.stringify(other)}. Leave out one of them.`,
    );
  }
  if (!existsSync(path)) {
    const remedy =
      table.sha256 === undefined ? `Give the path of one: ${TABLE_FILES}.` : "Name where it lies now by --data-dir.";
    throw new GenlabError(`There is no file ${name}. ${remedy}`);
  }
  const delimiter = table.delimiter ?? (await delimiterOf(path, name));
  const hash = createHash("sha256");
  const rows = csvRows(path, { delimiter, name, onBytes: (bytes) => hash.update(bytes) });
  const found = await findColumns(rows, { kinds, missing, name }).catch((error: Error) => {
    throw error instanceof ColumnError ? new GenlabError(`${error.message}${REMEDY}`, { cause: error }) : error;
  });
  const sha256 = hash.digest("hex");
  checkSame(sha256, table);
  const apart = classesApart(found.columns, y, name);
  const { columns = apart.columns, classes = apart.classes?.values } = table;
  if (columns.length === 0) throw new GenlabError(`${name} has no columns besides "${y}", the one of classes.`);
  const classColumn: CategoryColumn | undefined =
    y === undefined || classes === undefined ? undefined : { kind: "category", name: y, values: classes };
  const dataset = await readTable(csvRows(path, { delimiter, name }), columns as readonly TableColumn[], {
    ...{ missing, name },
    ...(classColumn && { classes: classColumn }),
  });
  const heldOut = heldOutOf(table, dataset.length, config);
  const data = splitBy(dataset, heldOut);
  const noted: TableConfig = {
    ...{ ...table, delimiter, columns: columns.map((column) => ({ ...column })) as TableConfig["columns"] & object },
    ...(classes && { classes: [...classes] }),
    ...{ heldOut: [...heldOut], trainedOn: dataset.length - heldOut.length, sha256 },
  };
  const model = {
    ...classCountFor(config, classes?.length ?? 0, `${name} has none. Say which column they are: --set data.y=NAME.`),
    ...(hasChoices(config) && { choices: [...choicesOf(noted.columns as readonly TableColumn[])] }),
    ...config.model,
  };
  return { config: { ...config, model, data: noted }, data: { ...data, note: noteOf(noted, data, found.leftOut) } };
}

const REMEDY =
  " (--set data.kinds.NAME=left-out, category or number says what a column is, --set 'data.missing=[\"?\"]' what stands for a missing value.)";

/** Whether a model is of rows, and must know where choices are. */
function hasChoices({ model }: RunConfig): boolean {
  const settings: object = models[model.type as keyof typeof models]?.settings ?? {};
  return "choices" in settings;
}

function noteOf(
  { columns = [], y, classes = [] }: TableConfig,
  { train, test }: RunData,
  leftOut: readonly string[],
): string {
  const numbers = columns.filter(({ kind }) => kind === "number").map(({ name }) => name);
  const categories = columns.flatMap((column) =>
    column.kind === "category" ? [`${column.name} (${column.values.length})`] : [],
  );
  const missing = columns.filter((column) => column.missing).map(({ name }) => name);
  const listed = (what: string, names: readonly string[]) => (names.length > 0 ? [`${what}: ${shortened(names)}`] : []);
  return [
    `${counted(train.length, "row", "rows")} to train on and ${test.length} to test on`,
    ...listed("numbers", numbers),
    ...listed("categories", categories),
    ...(y === undefined ? [] : listed(`classes of ${y}`, classes)),
    ...listed("some missing", missing),
    ...listed(
      "left out",
      leftOut.map((column) => (column === "" ? "a column without a name" : column)),
    ),
  ].join("; ");
}

const MOST_NAMES = 12;

const shortened = (names: readonly string[]): string =>
  names.length > MOST_NAMES
    ? `${names.slice(0, MOST_NAMES).join(", ")} and ${names.length - MOST_NAMES} more`
    : names.join(", ");
