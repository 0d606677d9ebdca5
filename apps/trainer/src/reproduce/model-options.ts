import { type Command, Option } from "commander";
import { wholeNumber } from "../config/options.js";
import type { ReportOptions } from "./report-options.js";

/** Options of an experiment that runs some models, each with some seeds. */
export interface ModelOptions extends ReportOptions {
  /** A name, or `all`. */
  readonly model: string;
  readonly seeds: number;
}

export const addModelOptions = (command: Command, setups: object): Command =>
  command
    .addOption(new Option("--model <name>", "which").choices(["all", ...Object.keys(setups)]).default("all"))
    .option("--seeds <number>", "runs of each model", wholeNumber(1), 3);

/** The names of the set-ups that were asked for. */
export const modelsOf = (model: string, setups: object): readonly string[] =>
  model === "all" ? Object.keys(setups) : [model];
