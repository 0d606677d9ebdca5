import { canSample, type Rng } from "@genlab/core";
import type { Command } from "commander";
import { configOf, engineOption, wholeNumber } from "../config/options.js";
import { loadRunData } from "../data/load-run-data.js";
import { chooseDrawingEngine } from "../engines/choose-engine.js";
import { picturePath, pictureRng, presentPicture } from "../outputs/picture-command.js";
import { samplesOf, samplesOfClass, samplesOfCodes } from "../outputs/samples.js";
import type { Section } from "../pictures/section.js";
import { openRun, type SavedRun } from "../runs/open-run.js";
import { savedModel } from "../runs/saved-model.js";

interface Options {
  readonly count: number;
  readonly class?: number;
  readonly dataDir?: string;
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
    .option("--class <number>", "of which class, for models that have classes", wholeNumber(0))
    .option("--data-dir <folder>", "where the data lies now, for models without a prior")
    .option("--seed <number>", "other numbers, other samples (default: the run's)", wholeNumber(0))
    .option("--out <file.png>", "where to (default: sample.png in the run's folder)")
    .addOption(engineOption().default(undefined, "the one it ran on"))
    .action(sample);
}

async function sample(path: string, { count, class: index, seed, out, ...options }: Options): Promise<void> {
  const run = await openRun(path, configOf(options));
  const target = picturePath(run, out, "sample");
  await chooseDrawingEngine(run.config);
  await presentPicture(target, [await sectionOf(run, { count, index, rng: pictureRng(run, seed) })]);
}

interface Wanted {
  readonly count: number;
  /** Of a class. */
  readonly index: number | undefined;
  readonly rng: Rng;
}

async function sectionOf({ config, checkpoint }: SavedRun, { count, index, rng }: Wanted): Promise<Section> {
  const model = savedModel(config, checkpoint);
  if (index !== undefined) return samplesOfClass(model, { index, count, rng });
  if (canSample(model)) return samplesOf(model, count, rng);
  const { train: data } = await loadRunData(config);
  process.stdout.write("The model has no prior: a mixture of ten Gaussians is fitted to its codes of training data.\n");
  return samplesOfCodes(model, { data, count, rng });
}
