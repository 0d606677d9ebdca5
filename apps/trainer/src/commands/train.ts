import { RunFolder, RunLock } from "@genlab/trainers/node";
import { checkModel, type ModelConfiguration } from "@genlab/zoo";
import type { Command } from "commander";
import { composeConfig } from "../config/compose-config.js";
import { noteSettings } from "../config/note-settings.js";
import {
  autoOption,
  configOf,
  dataOption,
  engineOption,
  fitOption,
  forOption,
  hoursOption,
  keepOption,
  parts,
  positiveNumber,
  precisionOption,
  providerOption,
  setting,
  sizeOption,
  skipBadOption,
  type TrainOptions,
  threadsOption,
  waitWhenFullOption,
  wholeNumber,
} from "../config/options.js";
import { readConfigFile } from "../config/read-config-file.js";
import { settleBatch } from "../config/settle-batch.js";
import { settleNetwork } from "../config/settle-network.js";
import { settleStages } from "../config/settle-stages.js";
import { prepareData } from "../data/prepare-data.js";
import { chooseEngine } from "../engines/choose-engine.js";
import { noteSkipped, writeRecord } from "../images/write-record.js";
import { describeDryRun } from "../outputs/dry-run.js";
import { profileRun } from "../outputs/profile-run.js";
import { checkTogether, togetherOn } from "../parallel/check-together.js";
import { lead } from "../parallel/follow.js";
import type { Rank } from "../parallel/rank.js";
import { together } from "../parallel/together.js";
import { createRun } from "../runs/create-run.js";
import { fasterEngine, trialOn } from "../runs/faster-engine.js";
import { nextRunFolder } from "../runs/next-run-folder.js";
import { warmStart } from "../runs/warm-start.js";
import { fromCaller } from "../terminal/caller.js";
import { trainAndShow } from "../training/train-and-show.js";

interface Options extends TrainOptions {
  readonly preset?: string;
  readonly config?: string;
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly profile?: string | true;
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
    .option("--data-dir <folder>", "where the files of MNIST and the like lie (default: they are downloaded)")
    .addOption(sizeOption())
    .addOption(fitOption())
    .option("--mirror", "train on half of the images, by chance, as in a mirror")
    .option("--rotate <degrees>", "train on images that are turned by chance, so much at most", positiveNumber)
    .option(
      "--color <share>",
      "train on images of other brightness, contrast and saturation, by 0.2, say",
      positiveNumber,
    )
    .addOption(skipBadOption())
    .addOption(engineOption())
    .addOption(threadsOption())
    .addOption(precisionOption())
    .addOption(providerOption())
    .addOption(forOption())
    .addOption(hoursOption())
    .addOption(keepOption())
    .addOption(waitWhenFullOption())
    .addOption(autoOption())
    .option("--seed <number>", "what all random numbers follow from", wholeNumber(0))
    .option("--epochs <number>", "passes over the data", wholeNumber(1))
    .option("--steps <number>", "updates, instead of epochs", wholeNumber(1))
    .option("--batch <number>", "examples in a batch", wholeNumber(1))
    .option("--learning-rate <number>", "of the optimizer", positiveNumber)
    .option("--accumulate <batches>", "make one update of several batches, as if they were one", wholeNumber(1))
    .option("--from <run>", "begin with the weights of another run")
    .option("--parts <paths>", "of --from take parts of the model alone, such as encoder,decoder", parts)
    .option("--freeze <paths>", "leave parts of the model as they are", parts)
    .option("--dry-run", "make a few steps, tell shapes, parameters, memory and time, and write nothing")
    .option(
      "--profile [file]",
      "make a few steps, tell the time by operation, and write a trace that Chrome opens (default: profile.json)",
    )
    .option("--overfit-batch", "train on one batch again and again, to see whether the model can learn at all")
    .option("--out <folder>", "the run's folder, new or empty (default: runs/<preset or model>-<number>)")
    .option("--gradient-norms", "log the norm of every parameter's gradient")
    .option("--report-every <steps>", "how often losses are logged", wholeNumber(1))
    .option("--pictures-every <steps>", "how often a picture is drawn (default: at the end)", wholeNumber(1))
    .option(
      "--best <loss>",
      "keep the checkpoint with the least of a test loss, such as vae.total, or the best figure, such as figures.frechet, as best.safetensors",
    )
    .option("--patience <evaluations>", "end where --best has not fallen for so many", wholeNumber(1))
    .option("--figures-every <steps>", "how often samples, reconstructions and likelihood are measured", wholeNumber(1))
    .option("--plateau <loss>", "halve learning rates where a test loss has not fallen for three evaluations")
    .option("--tensorboard", "also log losses, weights and the samples of the end for TensorBoard, in the run's folder")
    .option("--save-every <steps>", "how often a checkpoint is saved (default: every 30 seconds)", wholeNumber(1))
    .action(async (model: string | undefined, options: Options) => done(await train(model, options)));
}

async function train(model: string | undefined, options: Options): Promise<number> {
  return together((rank) => trainFirst(model, options, rank));
}

async function trainFirst(
  model: string | undefined,
  { preset, config: file, out, dryRun, profile, ...options }: Options,
  rank: Rank | undefined,
): Promise<number> {
  const path = file === undefined ? undefined : fromCaller(file);
  const {
    config: asked,
    name,
    isBatchAsked,
  } = composeConfig({
    ...(preset !== undefined && { preset }),
    ...(path !== undefined && { file: { path, content: await readConfigFile(path) } }),
    ...(model !== undefined && { model }),
    options: configOf(options),
  });
  const composed = rank ? togetherOn(asked, rank) : asked;
  checkModel(composed.model as ModelConfiguration); // before an engine starts, which takes seconds
  // the engine that "auto" finds is noted, so that a resumed run stays on it
  const hints: string[] = [];
  const engine = await chooseEngine(composed, (line) => hints.push(line));
  const { config: completed, data, record, skipped = "" } = await prepareData(composed);
  for (const line of hints) process.stderr.write(line); // first what stops it, such as photos that nothing reads
  const { config: fitting, note: batchNote } = settleBatch(completed, data, isBatchAsked);
  const { config: settled, note } = settleNetwork(fitting);
  for (const line of [batchNote, note]) if (line !== undefined) process.stdout.write(`${line}\n`);
  const chosen = { ...noteSettings(settleStages(settled, data.train)), ...engine };
  const isOpen = composed.engine === "auto" && composed.provider === undefined && composed.precision !== "bfloat16";
  const { config, note: trial } = isOpen ? await fasterEngine(chosen, trialOn(data)) : { config: chosen };
  if (trial !== undefined) process.stdout.write(`${trial}\n`);
  if (profile !== undefined) {
    process.stdout.write(
      `${(await profileRun(config, data, profile === true ? "profile.json" : profile)).join("\n")}\n`,
    );
    return 0;
  }
  if (rank) checkTogether(config, rank);
  const run = await createRun(config, data, { rank });
  if (config.from) process.stdout.write(`${await warmStart(run.trainer, config.from)}\n`);
  if (config.freeze) process.stdout.write(`stays as it is: ${config.freeze.join(", ")}\n`);
  if (dryRun) {
    process.stdout.write(`${(await describeDryRun(run)).join("\n")}\n`);
    return 0;
  }
  const folder = await RunFolder.create(out === undefined ? await nextRunFolder(name) : fromCaller(out), config);
  const lock = await RunLock.take(folder.path);
  try {
    if (record) await writeRecord(folder, record);
    await noteSkipped(folder, skipped);
    await folder.save(run.trainer, config); // a run that is killed at once can be resumed too
    if (rank) await lead(rank, run, folder.path);
    return await trainAndShow(run, { folder, seconds: 0, lock });
  } finally {
    lock.release();
  }
}
