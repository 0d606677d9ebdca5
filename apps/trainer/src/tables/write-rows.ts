import { canSample, GenlabError, type Model } from "@genlab/core";
import { csvOf, type TableColumn, tableOf } from "@genlab/data";
import { writeFileAtomically } from "@genlab/trainers/node";
import { joined } from "../data/joined.js";
import type { Drawing } from "../outputs/reconstructions.js";
import { sampled } from "../outputs/samples.js";
import type { TableConfig } from "./table-schema.js";

/** Rows that are drawn at once: more take more memory. */
const AT_ONCE = 1000;

export interface WriteRowsOptions extends Drawing {
  readonly count: number;
  /** How columns were encoded in the run. */
  readonly table: TableConfig;
}

/**
 * Draws rows from a model and writes them as a table with the columns that the run's has.
 *
 * @throws GenlabError for a model that cannot sample.
 */
export async function writeRows(
  path: string,
  model: Model,
  { count, table, ...drawing }: WriteRowsOptions,
): Promise<void> {
  if (!canSample(model)) {
    throw new GenlabError("The model cannot sample: it has no prior over its codes. Train a tabular-vae, say.");
  }
  const parts = [];
  for (let left = count; left > 0; left -= AT_ONCE) {
    parts.push(await sampled(model, Math.min(left, AT_ONCE), drawing));
  }
  const rows = tableOf(table.columns as readonly TableColumn[], joined(parts));
  await writeFileAtomically(path, csvOf(rows, table.delimiter));
}
