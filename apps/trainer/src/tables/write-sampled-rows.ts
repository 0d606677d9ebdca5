import { canSample } from "@genlab/core";
import type { RunFolder } from "@genlab/trainers/node";
import type { Run } from "../runs/create-run.js";
import { rngFor } from "../runs/rng-for.js";
import { rowsFile } from "./rows-file.js";
import { writeRows } from "./write-rows.js";

const ROWS = 1000;

/** Writes what a run on a table has learned as rows, in its folder, and gives the file's name; none of other runs. */
export async function writeSampledRows({ config, trainer }: Run, folder: RunFolder): Promise<string | undefined> {
  const model = trainer.state.average ?? trainer.model;
  if (config.data.type !== "table" || !canSample(model)) return undefined;
  const file = rowsFile(config.data, "samples");
  await writeRows(folder.file(file), model, {
    count: ROWS,
    rng: rngFor(config, "pictures").fork("rows"),
    executor: trainer.executor,
    table: config.data,
  });
  return file;
}
