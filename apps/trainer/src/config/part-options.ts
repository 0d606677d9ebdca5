import { GenlabError } from "@genlab/core";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { OutputPlace } from "../outputs/output-place.js";
import type { SavedRun } from "../runs/open-run.js";
import { fromCaller } from "../terminal/caller.js";
import { wholeNumber } from "./options.js";
import type { InputOptions } from "./use-options.js";

/** The first of some examples, and the first that is not of them. */
export type Range = readonly [start: number, end: number];

/** How examples are made in parts. */
export interface PartOptions {
  readonly workers?: number;
  readonly queue?: string;
  /** Of a part: what this process makes. */
  readonly examples?: Range;
  /** Of a part: the step of the run that all parts are made of. */
  readonly atStep?: number;
}

export const addPartOptions = (command: Command): Command =>
  command
    .option("--workers <number>", "make it in parts, by so many processes of this machine", wholeNumber(1, 1000))
    .option("--queue <address>", "have `genlab worker` make the parts, by a queue on a Redis: redis://HOST:6379")
    .addOption(new Option("--examples <start:end>", "of parts: which examples").argParser(range).hideHelp())
    .addOption(new Option("--at-step <number>", "of parts: of which step").argParser(wholeNumber(0)).hideHelp());

function range(text: string): Range {
  const [, start, end] = /^(\d{1,15}):(\d{1,15})$/.exec(text) ?? [];
  if (start !== undefined && Number(start) < Number(end)) return [Number(start), Number(end)];
  throw new InvalidArgumentError("Expected the first example and the one behind the last, such as 0:100.");
}

export const isInParts = ({ workers, queue }: PartOptions): boolean => workers !== undefined || queue !== undefined;

/** @throws GenlabError where a run was trained on since its parts were begun, so that they would not be of one model. */
export function checkStep({ checkpoint: { step } }: SavedRun, { atStep = step }: PartOptions): void {
  if (step === atStep) return;
  throw new GenlabError(
    `The run is at step ${step} by now, and its parts are of step ${atStep}. Remove the folder of parts, and begin anew.`,
  );
}

/** @throws GenlabError for what cannot be made in parts, before any is. */
export function checkParts({ kind }: OutputPlace, options: PartOptions & Partial<InputOptions>): ".npy" | ".csv" {
  const { workers, queue, out, skipBad } = options;
  const option = queue === undefined ? "--workers" : "--queue";
  if (workers !== undefined && queue !== undefined) {
    throw new GenlabError(
      "--workers means nothing with --queue, whose workers are started on their own. Leave it out.",
    );
  }
  if (queue !== undefined && out === undefined) {
    throw new GenlabError("--queue needs --out, in the folder that workers have as --sweeps: the parts lie beside it.");
  }
  if (skipBad) {
    throw new GenlabError(`--skip-bad would shift the parts of ${option}. Remove the images that cannot be read.`);
  }
  if (kind === ".npy" || kind === ".csv") return kind;
  throw new GenlabError(`${option} joins arrays and tables. Give --out a name that ends in .npy or .csv.`);
}

/** The options that say what is made, for other processes. */
export function optionsOfParts(given: Partial<InputOptions> & Pick<InputOptions, "batch">) {
  const { batch, seed, engine, dataDir, inputs, part, set } = given;
  return {
    batch,
    ...(seed !== undefined && { seed }),
    ...(engine !== undefined && { engine }),
    ...(dataDir !== undefined && { dataDir: fromCaller(dataDir) }),
    ...(inputs !== undefined && { inputs: fromCaller(inputs) }),
    ...(part !== undefined && { part }),
    ...(set !== undefined && { set: set as Record<string, never> }),
  };
}
