import { existsSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { GenlabError } from "@genlab/core";
import { writeFileAtomically } from "@genlab/trainers/node";
import type { Command } from "commander";
import { commentedConfig } from "../config/commented-config.js";
import { composeConfig } from "../config/compose-config.js";
import { configOf, dataOption, somePath } from "../config/options.js";
import { commandLine, forCaller, fromCaller } from "../terminal/caller.js";

interface Options {
  readonly preset?: string;
  readonly data?: string;
  readonly out: string;
  readonly overwrite?: boolean;
}

const SCHEMA = pathToFileURL(fileURLToPath(new URL("../../config.schema.json", import.meta.url))).href;

export function addInit(program: Command): void {
  program
    .command("init")
    .description("write a configuration with all settings and what they are, to change and to train by --config")
    .argument("[model]", "a model type; `genlab info` lists them")
    .option("--preset <name>", "start from a described run; `genlab info` lists them")
    .addOption(dataOption())
    .option("--out <file>", "where to", somePath, "genlab.jsonc")
    .option("--overwrite", "replace the file, if it is there")
    .action(init);
}

async function init(model: string | undefined, { preset, data, out, overwrite }: Options): Promise<void> {
  const target = fromCaller(out);
  if (existsSync(target) && !overwrite) {
    throw new GenlabError(`${out} is there already. Choose another name by --out, or replace it with --overwrite.`);
  }
  const { config } = composeConfig({
    ...(preset !== undefined && { preset }),
    ...(model !== undefined && { model }),
    options: configOf(data === undefined ? {} : { data }),
  });
  await writeFileAtomically(target, commentedConfig(config, { schema: SCHEMA }));
  const place = forCaller(target);
  process.stdout.write(`${place}\ntrain it: ${commandLine("train", "--config", place)}\n`);
}
