import { Option } from "commander";
import { engineOption, threadsOption, wholeNumber } from "../config/options.js";
import { coreCount } from "../engines/core-count.js";

/** How runs are trained on this machine. */
export interface MachineOptions {
  readonly engine?: string;
  readonly threads?: number;
  readonly parallel?: number;
}

export const machineOptions = (): readonly Option[] => [
  new Option("--parallel <runs>", "how many are trained at a time (default: as many as there are cores for)").argParser(
    wholeNumber(1),
  ),
  engineOption(),
  threadsOption().default(undefined, "1"),
];

/** As many runs as cores, and one thread for each, where nothing else is asked for. */
export function onMachine({ engine, threads = 1, parallel }: MachineOptions) {
  return {
    threads,
    parallel: parallel ?? Math.max(1, Math.floor(coreCount() / threads)),
    words: [
      ...(engine === undefined ? [] : ["--engine", engine]),
      ...(engine === undefined || engine === "onnx" ? ["--threads", `${threads}`] : []),
    ],
  };
}
