import { GenlabError, type Model } from "@genlab/core";
import type { UseOptions } from "../config/use-options.js";
import { outputPlace } from "../outputs/output-place.js";
import { pictureRng } from "../outputs/picture-rng.js";
import type { UsedRun } from "../runs/use-model.js";
import { forCaller } from "../terminal/caller.js";
import { counted } from "../terminal/words.js";
import { rowsFile } from "./rows-file.js";
import type { TableConfig } from "./table-schema.js";
import { writeRows } from "./write-rows.js";

interface Wanted extends UseOptions {
  readonly count: number;
  /** Tables have none. */
  readonly class?: number;
}

/** What `genlab sample` does of a run on a table: a table of drawn rows. */
export async function sampleTable(
  { model, executor, ...run }: UsedRun<Model>,
  table: TableConfig,
  wanted: Wanted,
): Promise<void> {
  if (wanted.class !== undefined) {
    throw new GenlabError("Rows of a table have no classes to draw from. Leave out --class.");
  }
  const { path } = outputPlace(run, wanted, { name: rowsFile(table, "sample"), kinds: [".csv", ".tsv"] });
  await writeRows(path, model, { count: wanted.count, rng: pictureRng(run, wanted.seed), executor, table });
  process.stdout.write(`${counted(wanted.count, "row", "rows")}: ${forCaller(path)}\n`);
}
