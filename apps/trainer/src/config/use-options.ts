import { type Command, Option } from "commander";
import { engineOption, setting, somePath, wholeNumber } from "./options.js";
import type { PartialConfig } from "./run-config.js";

/** What the commands that use a trained model have in common. */
export interface UseOptions {
  readonly seed?: number;
  readonly out?: string;
  readonly overwrite?: boolean;
  readonly batch: number;
  readonly dataDir?: string;
  readonly engine?: string;
}

/** What those have in common that take examples. */
export interface InputOptions extends UseOptions {
  readonly inputs?: string;
  readonly part?: "train" | "test";
  readonly set?: PartialConfig;
  readonly skipBad?: boolean;
}

/** What `--out` may be of commands that make examples. */
export const EXAMPLE_FILES = "a .png, .npy or .csv file, or a folder of pictures";

/** @param files what `--out` may be, for a person, and where it is without */
export const addUseOptions = (command: Command, out: string, files: string): Command =>
  command
    .argument("<run>", "the folder of a run, or its checkpoint")
    .option(`--out <${out}>`, files, somePath)
    .option("--overwrite", "replace what --out names, if it is there")
    .option("--seed <number>", "other numbers, other draws (default: the run's)", wholeNumber(0))
    .option("--batch <number>", "examples at a time", wholeNumber(1, 10_000), 250)
    .option("--data-dir <folder>", "where the data of the run lie now")
    .addOption(engineOption().default(undefined, "the one it ran on"));

/** The options that say which examples. */
export const addInputOptions = (command: Command): Command =>
  command
    .option(
      "--inputs <path>",
      "a folder, an archive, a list or a file of images, a file of arrays, or a table (default: the run's data)",
      somePath,
    )
    .addOption(
      new Option("--part <name>", "of the run's data (default: what it was not trained on)").choices(["test", "train"]),
    )
    .option(
      "--set <setting=value>",
      "how a file of arrays or a table is read, such as data.range=[0,255] or data.y=label; may be repeated",
      setting,
    )
    .option("--skip-bad", "leave out images that cannot be read, a tenth at most");
