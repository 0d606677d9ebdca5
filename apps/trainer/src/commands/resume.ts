import { stat } from "node:fs/promises";
import { GenlabError } from "@genlab/core";
import { restoreCheckpoint } from "@genlab/trainers";
import { describeOwner, RunLock, removeParts } from "@genlab/trainers/node";
import type { Command } from "commander";
import {
  autoOption,
  configOf,
  engineOption,
  forOption,
  hoursOption,
  keepOption,
  precisionOption,
  providerOption,
  setting,
  skipBadOption,
  threadsOption,
  waitWhenFullOption,
  wholeNumber,
} from "../config/options.js";
import type { PartialConfig } from "../config/run-config.js";
import { prepareData } from "../data/prepare-data.js";
import { chooseSavedEngine } from "../engines/choose-engine.js";
import { noteSkipped } from "../images/write-record.js";
import { checkTogether, togetherAgain } from "../parallel/check-together.js";
import { lead } from "../parallel/follow.js";
import type { Rank } from "../parallel/rank.js";
import { together } from "../parallel/together.js";
import { writeChanges } from "../remedies/changes-file.js";
import { resumedConfig } from "../resuming/resumed-config.js";
import { createRun } from "../runs/create-run.js";
import { openRun } from "../runs/open-run.js";
import { forCaller, fromCaller } from "../terminal/caller.js";
import { trainAndShow } from "../training/train-and-show.js";

interface Options {
  readonly dataDir?: string;
  readonly skipBad?: boolean;
  readonly engine?: string;
  readonly threads?: number;
  readonly precision?: string;
  readonly provider?: string;
  readonly epochs?: number;
  readonly steps?: number;
  readonly for?: number;
  readonly hours?: number;
  readonly keep?: number;
  readonly waitWhenFull?: number;
  readonly auto?: boolean;
  readonly set?: PartialConfig;
}

export function addResume(program: Command, done: (exitCode: number) => void): void {
  program
    .command("resume")
    .description("go on with a run that was stopped, or train one further")
    .argument("<run>", "the folder of the run")
    .option("--epochs <number>", "passes over the data in all, those done included", wholeNumber(1))
    .option("--steps <number>", "updates in all, those done included", wholeNumber(1))
    .option("--set <setting=value>", "change a rate, how often is reported, or an end; may be repeated", setting)
    .option("--data-dir <folder>", "where the data lie now")
    .addOption(skipBadOption())
    .addOption(engineOption().default(undefined, "the one it ran on"))
    .addOption(threadsOption())
    .addOption(precisionOption())
    .addOption(providerOption())
    .addOption(forOption())
    .addOption(hoursOption())
    .addOption(keepOption())
    .addOption(waitWhenFullOption())
    .addOption(autoOption())
    .action(async (run: string, options: Options) => done(await resume(run, options)));
}

async function resume(given: string, options: Options): Promise<number> {
  return together((rank) => resumeFirst(given, options, rank));
}

async function resumeFirst(given: string, { set, ...options }: Options, rank: Rank | undefined): Promise<number> {
  const path = fromCaller(given);
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) {
    throw new GenlabError(`${given} is a file. Give the folder of the run, which holds its log too.`);
  }
  const lock = found && (await RunLock.take(path));
  try {
    const opened = await openRun(given);
    const { checkpoint } = opened;
    const folder = opened.folder!; // it is none of a file
    const { former } = lock!;
    if (former) {
      process.stdout.write(
        `The run was broken off with ${describeOwner(former)}. It goes on from step ${checkpoint.step}.\n`,
      );
    }
    const changed = await resumedConfig(
      folder,
      { config: opened.config, step: checkpoint.step },
      { ...configOf(options), ...(set && { set }) },
    );
    const shared = rank ? togetherAgain(changed.config, rank, options.threads) : changed.config;
    const chosen = { ...shared, ...(await chooseSavedEngine(shared)) };
    const { config, data, skipped = "" } = await prepareData(chosen, folder.path);
    const log = (await folder.metrics()).filter(({ step }) => step <= checkpoint.step);
    if (rank) checkTogether(config, rank);
    const run = await createRun(config, data, { log, rank });
    if (checkpoint.step > run.steps) {
      throw new GenlabError(`The run has done ${checkpoint.step} steps, more than the ${run.steps} asked for.`);
    }
    await restoreCheckpoint(run.trainer, checkpoint);
    await removeParts(folder.path);
    if (opened.faults?.length) {
      const damaged = await folder.setDamagedAside();
      if (damaged) process.stderr.write(`The damaged one is now ${forCaller(folder.file(damaged))}.\n`);
    }
    if (config.keep !== undefined && !opened.faults?.length) await folder.keep(checkpoint.step, config.keep);
    await noteSkipped(folder, skipped);
    await writeChanges(folder, changed.changes);
    await folder.rewindLog(checkpoint.step, { onFault: (fault) => process.stderr.write(`${fault}\n`) });
    if (rank) await lead(rank, run, folder.path);
    return await trainAndShow(run, { folder, seconds: log.at(-1)?.seconds ?? 0, lock: lock! });
  } finally {
    lock?.release();
  }
}
