import { GenlabError } from "@genlab/core";
import { suggestion } from "@genlab/zoo";
import type { Command } from "commander";
import { experiments } from "../reproduce/experiments.js";

export function addReproduce(program: Command): void {
  const reproduce = program
    .command("reproduce")
    .description("run an experiment again, and set what comes out beside what was published")
    .argument("[experiment]", "which; with none, what there is")
    .usage("[experiment] [options]")
    .action((name: string | undefined) => {
      if (name === undefined) return void process.stdout.write(`${listing()}\n`);
      throw new GenlabError(
        `There is no experiment "${name}". ${suggestion(name, Object.keys(experiments), "experiments")}`,
      );
    });
  for (const [name, { description, define }] of Object.entries(experiments)) {
    define(reproduce.command(name).description(description));
  }
}

function listing(): string {
  const width = Math.max(...Object.keys(experiments).map(({ length }) => length));
  return Object.entries(experiments)
    .map(([name, { description }]) => `${name.padEnd(width)}  ${description}`)
    .join("\n");
}
