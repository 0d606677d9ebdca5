import { GenlabError } from "@genlab/core";
import { type CategoryColumn, findColumns, readTable, type TableColumn } from "@genlab/data";
import { type CsvRowsOptions, csvRows, delimiterOf } from "@genlab/data/node";
import type { DataConfig } from "../config/run-config.js";
import { classesApart } from "../tables/classes-apart.js";
import type { TableConfig } from "../tables/table-schema.js";
import { forCaller } from "../terminal/caller.js";
import { counted } from "../terminal/words.js";
import { type Inputs, numbered } from "./inputs.js";

/**
 * The rows of a table, encoded as those of the table that a model was trained on; columns that it had not are left out.
 *
 * @param reading `y`, the column of classes; default: that of the run, where the table has it. `delimiter`; default: that of the run, where its columns are found by it
 * @throws GenlabError for a model of other data, and for rows with values that the run's columns do not have.
 */
export async function tableInputs(
  trained: DataConfig,
  path: string,
  reading: Readonly<Record<string, unknown>>,
): Promise<Inputs> {
  const name = forCaller(path);
  if (trained.type !== "table") {
    throw new GenlabError(
      `${name} is a table, but the model was trained on none. Give --inputs images or a file of arrays, as it takes them.`,
    );
  }
  const { y: asked, delimiter: mark, ...others } = reading;
  const [other] = Object.keys(others);
  if (other !== undefined || !(asked === undefined || asked === false || typeof asked === "string")) {
    throw new GenlabError(
      `--set data.${other ?? "y"} does not say how a table is read. What does: data.y=NAME, the column of classes, or data.y=false, and data.delimiter, what stands between cells.`,
    );
  }
  const { columns, missing = [] } = trained;
  const delimiter = mark === undefined ? await delimiterFor(path, trained, name) : `${mark}`;
  const names = await namesIn(path, { delimiter, name });
  const own = trained.y !== undefined && names.includes(trained.y) ? trained.y : false;
  const y = asked ?? own;
  const classes = y === false ? undefined : await classesIn(path, { y, names, missing, name, delimiter });
  const data = await readTable(csvRows(path, { delimiter, name }), columns as readonly TableColumn[], {
    ...{ missing, name },
    ...(classes && { classes }),
  });
  return {
    ...{ data, names: numbered(data.length), classes: classes?.values ?? [] },
    what: `${counted(data.length, "row", "rows")} of ${name}`,
  };
}

async function delimiterFor(path: string, { delimiter, columns }: TableConfig, name: string): Promise<string> {
  if (delimiter !== undefined) {
    // a line that breaks the rules by it has another
    const names = await namesIn(path, { delimiter, name }).catch((): readonly string[] => []);
    if (columns?.every((column) => names.includes(column.name))) return delimiter;
  }
  return delimiterOf(path, name);
}

async function namesIn(path: string, options: CsvRowsOptions): Promise<readonly string[]> {
  for await (const row of csvRows(path, options)) return row;
  return [];
}

interface Classed {
  readonly y: string;
  readonly names: readonly string[];
  readonly missing: readonly string[];
  readonly name: string;
  readonly delimiter: string;
}

/** The classes that the rows have, whatever those of the run are. */
async function classesIn(
  path: string,
  { y, names, missing, name, delimiter }: Classed,
): Promise<CategoryColumn | undefined> {
  const kinds = Object.fromEntries([...names.map((column) => [column, "left-out"] as const), [y, "category"] as const]);
  const { columns } = await findColumns(csvRows(path, { delimiter, name }), { kinds, missing, name });
  return classesApart(columns, y, name).classes;
}
