import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { GenlabError } from "@genlab/core";
import type { Checkpoint } from "@genlab/trainers";
import { RunFolder, readCheckpoint } from "@genlab/trainers/node";
import { checkConfig } from "../config/check-config.js";
import { merge } from "../config/merge.js";
import { isObject, type PartialConfig, type RunConfig } from "../config/run-config.js";
import { withFormerNetwork } from "../config/settle-network.js";
import { withoutUnread } from "../config/without-unread.js";
import { forCaller, fromCaller } from "../terminal/caller.js";

/** Data that lies in a folder, or for which some that does can stand in. */
const IN_A_FOLDER: readonly string[] = ["mnist", "images", "arrays"];

export interface SavedRun {
  /** The folder that the checkpoint lies in. */
  readonly place: string;
  /** Absent when the caller named a checkpoint alone. */
  readonly folder?: RunFolder;
  readonly checkpoint: Checkpoint;
  readonly config: RunConfig;
}

/**
 * Opens a run by its folder, or a checkpoint by its file; `changes` are laid over its configuration. Another folder of data is that of what
 * the run was trained on, if that lies in one.
 */
export async function openRun(given: string, changes: PartialConfig = {}): Promise<SavedRun> {
  const path = fromCaller(given);
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new GenlabError(`There is no run ${forCaller(path)}. Give the folder that \`genlab train\` named.`);
  const opened = found.isDirectory() ? await RunFolder.open(path) : { checkpoint: await readCheckpoint(path) };
  const { configuration } = opened.checkpoint;
  const where = `The checkpoint of ${forCaller(path)}`;
  if (!isObject(configuration)) throw new GenlabError(`${where} has no configuration of a run.`);
  const saved = withFormerNetwork(checkConfig(withoutUnread(configuration), where));
  const { data } = changes;
  if (isObject(data) && !IN_A_FOLDER.includes(saved.data.type)) {
    throw new GenlabError(`The run is on "${saved.data.type}", which is in no folder. Leave out --data-dir.`);
  }
  const moved = isObject(data) && saved.data.type === "images" ? { data: { ...data, type: "images" } } : {};
  const config = checkConfig(merge(saved, { ...changes, ...moved }), "The configuration");
  return { ...opened, place: found.isDirectory() ? path : dirname(path), config };
}
