import { basename } from "node:path";
import { type RunFolder, writeFileAtomically } from "@genlab/trainers/node";
import { gatherRun } from "./gather-run.js";
import { reportHtml } from "./report-html.js";

export const REPORT = "report.html";

/** Writes the report of a run into its folder. */
export async function writeReport(folder: RunFolder, config: unknown): Promise<void> {
  const run = await gatherRun(folder, basename(folder.path), config);
  await writeFileAtomically(folder.file(REPORT), reportHtml([run]));
}
