import type { Command } from "commander";
import { configOf, engineOption, wholeNumber } from "../config/options.js";
import { chooseDrawingEngine } from "../engine.js";
import { openRun } from "../open-run.js";
import { picturePath, pictureRng, presentPicture } from "../picture-command.js";
import { savedModel } from "../saved-model.js";
import { samplesOf } from "../showcase.js";

interface Options {
  readonly count: number;
  readonly seed?: number;
  readonly out?: string;
  readonly engine?: string;
}

export function addSample(program: Command): void {
  program
    .command("sample")
    .description("draw from a trained model")
    .argument("<run>", "the folder of a run, or its checkpoint")
    .option("--count <number>", "how many", wholeNumber(1, 10_000), 60)
    .option("--seed <number>", "other numbers, other samples (default: the run's)", wholeNumber(0))
    .option("--out <file.png>", "where to (default: sample.png in the run's folder)")
    .addOption(engineOption().default(undefined, "the one it ran on"))
    .action(sample);
}

async function sample(path: string, { count, seed, out, ...options }: Options): Promise<void> {
  const run = await openRun(path, configOf(options));
  const target = picturePath(run, out, "sample");
  await chooseDrawingEngine(run.config);
  const section = await samplesOf(savedModel(run.config, run.checkpoint), count, pictureRng(run, seed));
  await presentPicture(target, [section]);
}
