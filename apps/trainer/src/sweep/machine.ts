import { Option } from "commander";
import { engineOption, threadsOption, wholeNumber } from "../config/options.js";
import type { RunConfig } from "../config/run-config.js";
import { coreCount } from "../engines/core-count.js";
import { WITH_THREADS } from "../engines/with-threads.js";
import type { PlannedRun } from "./plan-runs.js";

/** How runs are trained on this machine, as far as it is asked for. */
export interface Machine {
  readonly engine?: string;
  readonly threads?: number;
}

export interface MachineOptions extends Machine {
  readonly parallel?: number;
}

export const machineOptions = (): readonly Option[] => [
  new Option("--parallel <runs>", "how many are trained at a time (default: as many as there are cores for)").argParser(
    wholeNumber(1),
  ),
  engineOption().default(undefined, "the run's own"),
  threadsOption().default(undefined, "the run's own, or 1"),
];

/** One thread for each run, where neither the run nor who starts it says otherwise. */
export const threadsOf = ({ threads }: Machine, config: RunConfig): number => threads ?? config.threads ?? 1;

/** As many runs at a time as there are cores for. */
export function parallelRuns({ parallel, ...machine }: MachineOptions, runs: readonly PlannedRun[]): number {
  const most = Math.max(1, ...runs.map(({ config }) => threadsOf(machine, config)));
  return parallel ?? Math.max(1, Math.floor(coreCount() / most));
}

/** The options of `genlab train` and `resume` that say so. */
export function wordsFor(machine: Machine, config: RunConfig): readonly string[] {
  const engine = machine.engine ?? config.engine;
  const hasThreads = engine === "auto" || WITH_THREADS.includes(engine);
  return [
    ...(machine.engine === undefined ? [] : ["--engine", machine.engine]),
    ...(hasThreads ? ["--threads", `${threadsOf(machine, config)}`] : []),
  ];
}
