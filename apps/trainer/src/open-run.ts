import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { GenlabError } from "@genlab/core";
import type { Checkpoint } from "@genlab/trainers";
import { RunFolder } from "@genlab/trainers/node";
import { forCaller, fromCaller } from "./caller.js";
import { checkConfig } from "./config/check-config.js";
import { merge } from "./config/merge.js";
import type { PartialConfig, RunConfig } from "./config/run-config.js";

export interface SavedRun {
  readonly folder: RunFolder;
  readonly checkpoint: Checkpoint;
  readonly config: RunConfig;
}

/** Opens the run that a caller named by its folder, or by the checkpoint in it; `changes` are laid over its configuration. */
export async function openRun(given: string, changes: PartialConfig = {}): Promise<SavedRun> {
  const path = fromCaller(given);
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new GenlabError(`There is no run ${forCaller(path)}. Give the folder that \`genlab train\` named.`);
  const { folder, checkpoint } = await RunFolder.open(found.isDirectory() ? path : dirname(path));
  const { configuration } = checkpoint;
  if (typeof configuration !== "object" || configuration === null) {
    throw new GenlabError(`The checkpoint in ${forCaller(folder.path)} has no configuration of a run.`);
  }
  const where = `The checkpoint in ${forCaller(folder.path)}`;
  const config = checkConfig(merge(checkConfig(configuration as PartialConfig, where), changes), "The configuration");
  return { folder, checkpoint, config };
}
