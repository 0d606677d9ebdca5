import { batches } from "@genlab/data";
import type { Command } from "commander";
import { configOf, engineOption, wholeNumber } from "../config/options.js";
import { loadRunData } from "../data/load-run-data.js";
import { chooseDrawingEngine } from "../engines/choose-engine.js";
import { picturePath, pictureRng, presentPicture } from "../outputs/picture-command.js";
import { reconstructions } from "../outputs/reconstructions.js";
import { openRun } from "../runs/open-run.js";
import { savedModel } from "../runs/saved-model.js";

interface Options {
  readonly count: number;
  readonly seed?: number;
  readonly out?: string;
  readonly dataDir?: string;
  readonly engine?: string;
}

export function addReconstruct(program: Command): void {
  program
    .command("reconstruct")
    .description("show what a trained model makes of data it has not seen")
    .argument("<run>", "the folder of a run, or its checkpoint")
    .option("--count <number>", "how many examples of the test part", wholeNumber(1, 10_000), 12)
    .option("--seed <number>", "other numbers, other examples (default: the run's)", wholeNumber(0))
    .option("--out <file.png>", "where to (default: reconstruct.png in the run's folder)")
    .option("--data-dir <folder>", "where the images, or the IDX files of MNIST, lie now")
    .addOption(engineOption().default(undefined, "the one it ran on"))
    .action(reconstruct);
}

async function reconstruct(path: string, { count, seed, out, ...options }: Options): Promise<void> {
  const run = await openRun(path, configOf(options));
  const target = picturePath(run, out, "reconstruct");
  await chooseDrawingEngine(run.config);
  const { test } = await loadRunData(run.config);
  const rng = pictureRng(run, seed);
  const [examples] = batches(test, { batchSize: Math.min(count, test.length), rng: rng.fork("examples") });
  const sections = await reconstructions(savedModel(run.config, run.checkpoint), examples!, rng);
  await presentPicture(target, sections);
}
