import { GenlabError } from "@genlab/core";
import { restoreCheckpoint } from "@genlab/trainers";
import { writeFileAtomically } from "@genlab/trainers/node";
import type { Command } from "commander";
import { configOf, engineOption, providerOption, threadsOption, wholeNumber } from "../config/options.js";
import { loadRunData } from "../data/load-run-data.js";
import { chooseSavedEngine } from "../engines/choose-engine.js";
import { completeHeldOut } from "../images/complete-images.js";
import { createRun } from "../runs/create-run.js";
import { openRun } from "../runs/open-run.js";
import { trainAndShow } from "../training/train-and-show.js";

interface Options {
  readonly dataDir?: string;
  readonly engine?: string;
  readonly threads?: number;
  readonly provider?: string;
  readonly epochs?: number;
  readonly steps?: number;
}

export function addResume(program: Command, done: (exitCode: number) => void): void {
  program
    .command("resume")
    .description("go on with a run that was stopped, or train one further")
    .argument("<run>", "the folder of the run")
    .option("--epochs <number>", "passes over the data in all, those done included", wholeNumber(1))
    .option("--steps <number>", "updates in all, those done included", wholeNumber(1))
    .option("--data-dir <folder>", "where the images, or the IDX files of MNIST, lie now")
    .addOption(engineOption().default(undefined, "the one it ran on"))
    .addOption(threadsOption())
    .addOption(providerOption())
    .action(async (run: string, options: Options) => done(await resume(run, options)));
}

async function resume(path: string, options: Options): Promise<number> {
  const { folder, checkpoint, config: saved } = await openRun(path, configOf(options));
  if (!folder) throw new GenlabError(`${path} is a file. Give the folder of the run, which holds its log too.`);
  const chosen = { ...saved, ...(await chooseSavedEngine(saved)) };
  const data = await loadRunData(chosen);
  const config = await completeHeldOut(chosen);
  const run = await createRun(config, data);
  if (checkpoint.step > run.steps) {
    throw new GenlabError(`The run has done ${checkpoint.step} steps, more than the ${run.steps} asked for.`);
  }
  await restoreCheckpoint(run.trainer, checkpoint);
  await writeFileAtomically(folder.file("config.json"), `${JSON.stringify(config, null, 2)}\n`);
  await folder.rewindLog(checkpoint.step);
  const seconds = (await folder.metrics()).at(-1)?.seconds ?? 0;
  return trainAndShow(run, { folder, seconds });
}
