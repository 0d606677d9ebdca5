import { type Command, Option } from "commander";
import { checkConfig } from "../config/check-config.js";
import { merge } from "../config/merge.js";
import { configOf, wholeNumber } from "../config/options.js";
import type { PartialConfig, RunConfig } from "../config/run-config.js";
import { withDefaults } from "../config/with-defaults.js";
import { prepareData } from "../data/prepare-data.js";
import type { RunData } from "../data/run-data.js";
import { chooseEngine } from "../engines/choose-engine.js";
import type { EngineConfig } from "../engines/engine-config.js";
import type { Preset } from "../presets/preset.js";
import { addReportOptions, type ReportOptions } from "./report-options.js";

/** Options of every experiment on images. */
export interface ImageOptions extends ReportOptions {
  /** `mnist`, `digits`, or a folder where an experiment takes one. */
  readonly data: string;
  readonly dataDir?: string;
  /** Pixels on a side of a folder's images. */
  readonly size?: number;
  /** Absent in an experiment that runs several. */
  readonly seed?: number;
  readonly steps?: number;
}

/** The images of an experiment, and what all its runs have in common. */
export interface ImageRuns {
  readonly data: RunData;
  /** Data, engine, and seed and steps where a number was asked for. */
  readonly common: PartialConfig;
}

/** The same, with the engine that was chosen for them, and the configuration of a run with nothing else. */
export interface PreparedRuns extends ImageRuns {
  readonly config: RunConfig;
  readonly engine: EngineConfig;
}

/** A run of an experiment, as a preset describes one. */
export type ImageSetup = Preset["config"];

export function addImageOptions(command: Command, name: string): Command {
  addImageData(command)
    .option("--seed <number>", "what all random numbers follow from", wholeNumber(0), 0)
    .option("--steps <number>", "updates of a run (default: those of the experiment)", wholeNumber(1));
  return addReportOptions(command, name);
}

/** Which images. */
export const addImageData = (command: Command): Command =>
  command
    .addOption(new Option("--data <name>", "images to train on").choices(["mnist", "digits"]).default("mnist"))
    .option("--data-dir <folder>", "where the IDX files of MNIST lie (default: they are downloaded)");

/** Chooses the engine and loads the images. */
export async function prepareImages(options: ImageOptions): Promise<PreparedRuns> {
  const { data, dataDir, size, seed, steps, engine: wanted = "auto", threads } = options;
  const asked = configOf({
    data,
    ...(seed !== undefined && { seed }),
    ...(dataDir !== undefined && { dataDir }),
    ...(steps !== undefined && { steps }),
    ...(size !== undefined && { set: { data: { size } } }),
  });
  const engine = await chooseEngine({ engine: wanted, ...(threads && { threads }) });
  const { config, data: images } = await prepareData(configFor({ model: { type: "vae" } }, { ...asked, ...engine }));
  return { common: { ...asked, ...engine, data: config.data }, config, engine, data: images };
}

/** The whole configuration of a run. */
export const configFor = (setup: ImageSetup, common: PartialConfig): RunConfig =>
  checkConfig(withDefaults(merge({ reportEvery: 50, ...setup }, common)), "The configuration");
