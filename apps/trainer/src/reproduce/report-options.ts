import type { Command } from "commander";
import { engineOption, threadsOption } from "../config/options.js";
import type { RunConfig } from "../config/run-config.js";

/** Options that every experiment ends with. */
export interface ReportOptions {
  readonly engine?: RunConfig["engine"];
  readonly threads?: number;
  /** A folder. Default: the next in `runs/`. */
  readonly out?: string;
}

/** `name` is the experiment's. */
export const addReportOptions = (command: Command, name: string): Command =>
  command
    .addOption(engineOption())
    .addOption(threadsOption())
    .option("--out <folder>", `where the table, the numbers and the picture go (default: runs/${name}-<number>)`);
