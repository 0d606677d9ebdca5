import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
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

/** Beside the configuration, so that editors find it wherever the two are taken. */
const SCHEMA = "genlab.schema.json";

/** What each version of the schema has. */
const TITLE = '"title": "A run of GenLab"';

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
  const schema = await readFile(createRequire(import.meta.url).resolve("@genlab/trainer/config.schema.json"), "utf8");
  const beside = join(dirname(target), SCHEMA);
  const former = await readFile(beside, "utf8").catch(() => schema);
  if (!former.includes(TITLE)) {
    throw new GenlabError(
      `${forCaller(beside)} is there, and is no schema of GenLab. Move it away, or choose another folder by --out.`,
    );
  }
  await writeFileAtomically(beside, schema);
  await writeFileAtomically(target, commentedConfig(config, { schema: `./${SCHEMA}` }));
  const place = forCaller(target);
  process.stdout.write(`${place}\ntrain it: ${commandLine("train", "--config", place)}\n`);
}
