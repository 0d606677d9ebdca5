import { RunFolder } from "@genlab/trainers/node";
import type { Command } from "commander";
import { composeConfig } from "../config/compose-config.js";
import { noteSettings } from "../config/note-settings.js";
import {
  configOf,
  dataOption,
  engineOption,
  positiveNumber,
  providerOption,
  setting,
  type TrainOptions,
  threadsOption,
  wholeNumber,
} from "../config/options.js";
import { readConfigFile } from "../config/read-config-file.js";
import { settleNetwork } from "../config/settle-network.js";
import { loadRunData } from "../data/load-run-data.js";
import { chooseEngine } from "../engines/choose-engine.js";
import { completeImages } from "../images/complete-images.js";
import { createRun } from "../runs/create-run.js";
import { nextRunFolder } from "../runs/next-run-folder.js";
import { fromCaller } from "../terminal/caller.js";
import { trainAndShow } from "../training/train-and-show.js";

interface Options extends TrainOptions {
  readonly preset?: string;
  readonly config?: string;
  readonly out?: string;
}

export function addTrain(program: Command, done: (exitCode: number) => void): void {
  program
    .command("train")
    .description("train a model; with nothing else, a VAE on the digits that come with GenLab")
    .argument("[model]", "a model type; `genlab info` lists them")
    .option("--preset <name>", "start from a described run; `genlab info` lists them")
    .option("--config <file>", "read settings from a JSON file, such as the config.json of a run")
    .option("--set <setting=value>", "change one setting, such as model.latent=8; may be repeated", setting)
    .addOption(dataOption())
    .option("--data-dir <folder>", "where the IDX files of MNIST lie (default: they are downloaded)")
    .addOption(engineOption())
    .addOption(threadsOption())
    .addOption(providerOption())
    .option("--seed <number>", "what all random numbers follow from", wholeNumber(0))
    .option("--epochs <number>", "passes over the data", wholeNumber(1))
    .option("--steps <number>", "updates, instead of epochs", wholeNumber(1))
    .option("--batch <number>", "examples in a batch", wholeNumber(1))
    .option("--learning-rate <number>", "of the optimizer", positiveNumber)
    .option("--out <folder>", "the run's folder, new or empty (default: runs/<preset or model>-<number>)")
    .option("--gradient-norms", "log the norm of every parameter's gradient")
    .option("--report-every <steps>", "how often losses are logged", wholeNumber(1))
    .option("--save-every <steps>", "how often a checkpoint is saved (default: every 30 seconds)", wholeNumber(1))
    .action(async (model: string | undefined, options: Options) => done(await train(model, options)));
}

async function train(model: string | undefined, { preset, config: file, out, ...options }: Options): Promise<number> {
  const path = file === undefined ? undefined : fromCaller(file);
  const { config: composed, name } = composeConfig({
    ...(preset !== undefined && { preset }),
    ...(path !== undefined && { file: { path, content: await readConfigFile(path) } }),
    ...(model !== undefined && { model }),
    options: configOf(options),
  });
  // the engine that "auto" finds is noted, so that a resumed run stays on it
  const { config: settled, note } = settleNetwork(await completeImages(composed));
  if (note !== undefined) process.stdout.write(`${note}\n`);
  const config = { ...noteSettings(settled), ...(await chooseEngine(composed)) };
  const run = await createRun(config, await loadRunData(config));
  const folder = await RunFolder.create(out === undefined ? await nextRunFolder(name) : fromCaller(out), config);
  await folder.save(run.trainer, config); // a run that is killed at once can be resumed too
  return trainAndShow(run, { folder, seconds: 0 });
}
