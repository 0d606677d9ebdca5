import { GenlabError } from "@genlab/core";
import { writeFileAtomically } from "@genlab/trainers/node";
import type { Command } from "commander";
import { gatherRun } from "../report/gather-run.js";
import { reportHtml } from "../report/report-html.js";
import { REPORT } from "../report/write-report.js";
import { openRun } from "../runs/open-run.js";
import { forCaller, fromCaller } from "../terminal/caller.js";

export function addReport(program: Command): void {
  program
    .command("report")
    .description("write a page about a run, or about several side by side, which opens in any browser")
    .argument("<runs...>", "folders of runs")
    .option("--out <file>", `where it goes (default: ${REPORT} in the folder of the run, or here of several)`)
    .action(async (paths: readonly string[], { out }: { readonly out?: string }) => {
      const opened = await Promise.all(paths.map(openForReport));
      const only = opened.length === 1 ? opened[0] : undefined;
      const file = out !== undefined ? fromCaller(out) : (only?.folder.file(REPORT) ?? fromCaller(REPORT));
      const runs = await Promise.all(opened.map(({ folder, name, config }) => gatherRun(folder, name, config)));
      await writeFileAtomically(file, reportHtml(runs));
      process.stdout.write(`${forCaller(file)}\n`);
    });
}

async function openForReport(path: string) {
  const { folder, config, place } = await openRun(path);
  if (!folder) throw new GenlabError(`${path} is a file. Give the folder of the run, which holds its log too.`);
  return { folder, config, name: forCaller(place) };
}
