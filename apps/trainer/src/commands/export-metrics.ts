import { GenlabError } from "@genlab/core";
import { writeFileAtomically } from "@genlab/trainers/node";
import type { Command } from "commander";
import { metricsCsv } from "../outputs/metrics-csv.js";
import { openRun } from "../runs/open-run.js";
import { forCaller, fromCaller } from "../terminal/caller.js";

export function addExportMetrics(program: Command): void {
  program
    .command("export-metrics")
    .description("write the log of a run as a table (CSV)")
    .argument("<run>", "the folder of the run")
    .option("--out <file>", "where it goes (default: metrics.csv in the run's folder)")
    .action(async (path: string, { out }: { readonly out?: string }) => {
      const { folder } = await openRun(path);
      if (!folder) throw new GenlabError(`${path} is a file. Give the folder of the run, which holds its log too.`);
      const file = out === undefined ? folder.file("metrics.csv") : fromCaller(out);
      await writeFileAtomically(file, metricsCsv(await folder.metrics()));
      process.stdout.write(`${forCaller(file)}\n`);
    });
}
