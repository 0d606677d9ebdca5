import { GenlabError, type Module, namedVariables } from "@genlab/core";
import type { Trainer } from "@genlab/trainers";
import type { RunConfig } from "../config/run-config.js";
import { forCaller } from "../terminal/caller.js";
import { loadStored } from "./load-stored.js";
import { openRun } from "./open-run.js";

/**
 * Gives a run that begins the weights of another: its moving average, where it has one; all of them, or those of parts of the model.
 *
 * @returns what it begins with, for a person
 * @throws GenlabError where they do not fit; then the run is as it was.
 */
export async function warmStart(
  { state, executor }: Trainer,
  { run, parts }: NonNullable<RunConfig["from"]>,
): Promise<string> {
  const { checkpoint, config } = await openRun(run);
  const prefix = config.average ? "average." : "model.";
  for (const model of [state.model, state.average]) {
    if (!model) continue;
    try {
      if (!parts) loadStored(model, checkpoint, prefix);
      for (const part of parts ?? []) loadStored(partOf(model, part), checkpoint, `${prefix}${part}.`);
    } catch (cause) {
      if (!(cause instanceof GenlabError)) throw cause;
      const remedy = parts ? "" : " Take what fits with --parts, such as --parts encoder.";
      throw new GenlabError(`The weights of ${forCaller(run)} are of another model. ${cause.message}${remedy}`, {
        cause,
      });
    }
  }
  await executor.push(state);
  const average = config.average ? ", its moving average" : "";
  const which = parts ? `: ${parts.join(", ")}; the rest is new` : "";
  return `begins with the weights of ${forCaller(run)} at step ${checkpoint.step}${average}${which}`;
}

/** The module at a path. */
function partOf(model: Module, path: string): Module {
  const part = path.split(".").reduce<unknown>((node, key) => Object(node)[key], model);
  if (
    typeof part === "object" &&
    part !== null &&
    [...namedVariables(model).keys()].some((one) => one.startsWith(`${path}.`))
  ) {
    return part;
  }
  const known = [...new Set([...namedVariables(model).keys()].map((one) => one.split(".")[0]))];
  throw new GenlabError(`There is no part "${path}". Known: ${known.join(", ")}.`);
}
