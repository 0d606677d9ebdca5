import { GenlabError } from "@genlab/core";
import type { Command } from "commander";
import { type ComparedRun, compareRuns } from "../outputs/compare-runs.js";
import { openRun } from "../runs/open-run.js";
import { forCaller } from "../terminal/caller.js";
import { table } from "../terminal/table.js";

export function addCompare(program: Command): void {
  program
    .command("compare")
    .description("set runs side by side: the settings in which they differ, and their test losses")
    .argument("<runs...>", "the folders of two runs or more")
    .action(async (paths: readonly string[]) => {
      if (paths.length < 2) throw new GenlabError("There is one run to compare. Give two or more.");
      const runs = await Promise.all(paths.map(openForComparison));
      process.stdout.write(`${table(compareRuns(runs)).join("\n")}\n`);
    });
}

async function openForComparison(path: string): Promise<ComparedRun> {
  const { folder, config, place } = await openRun(path);
  if (!folder) throw new GenlabError(`${path} is a file. Give the folder of the run, which holds its log too.`);
  return { name: forCaller(place), config, log: await folder.metrics() };
}
