import { type Command, Option } from "commander";
import { checkConfig } from "../config/check-config.js";
import { merge } from "../config/merge.js";
import { configOf, wholeNumber } from "../config/options.js";
import type { PartialConfig, RunConfig } from "../config/run-config.js";
import { withDefaults } from "../config/with-defaults.js";
import { loadRunData } from "../data/load-run-data.js";
import type { RunData } from "../data/run-data.js";
import { chooseEngine } from "../engines/choose-engine.js";
import type { Preset } from "../presets/preset.js";
import { addReportOptions, type ReportOptions } from "./report-options.js";

/** Options of every experiment on images. */
export interface ImageOptions extends ReportOptions {
  readonly data: "mnist" | "digits";
  readonly dataDir?: string;
  readonly seed: number;
  readonly steps?: number;
}

/** The images of an experiment, and what all its runs have in common. */
export interface ImageRuns {
  readonly data: RunData;
  /** Data, seed, engine, and steps where a number was asked for. */
  readonly common: PartialConfig;
}

/** A run of an experiment, as a preset describes one. */
export type ImageSetup = Preset["config"];

export function addImageOptions(command: Command, name: string): Command {
  command
    .addOption(new Option("--data <name>", "images to train on").choices(["mnist", "digits"]).default("mnist"))
    .option("--data-dir <folder>", "where the IDX files of MNIST lie (default: they are downloaded)")
    .option("--seed <number>", "what all random numbers follow from", wholeNumber(0), 0)
    .option("--steps <number>", "updates of a run (default: those of the experiment)", wholeNumber(1));
  return addReportOptions(command, name);
}

/** Chooses the engine and loads the images. */
export async function prepareImages({ data, dataDir, seed, steps, engine, threads }: ImageOptions): Promise<ImageRuns> {
  const asked = configOf({
    ...{ data, seed },
    ...(dataDir !== undefined && { dataDir }),
    ...(steps !== undefined && { steps }),
  });
  const common = { ...asked, ...(await chooseEngine({ engine: engine ?? "auto", ...(threads && { threads }) })) };
  return { common, data: await loadRunData(configFor({ model: { type: "vae" } }, common)) };
}

/** The whole configuration of a run. */
export const configFor = (setup: ImageSetup, common: PartialConfig): RunConfig =>
  checkConfig(withDefaults(merge({ reportEvery: 50, ...setup }, common)), "The configuration");
