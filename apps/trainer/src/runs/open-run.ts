import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { GenlabError } from "@genlab/core";
import type { Checkpoint } from "@genlab/trainers";
import { RunFolder, readCheckpoint } from "@genlab/trainers/node";
import { withFormerDefaults } from "@genlab/zoo";
import { checkConfig } from "../config/check-config.js";
import { merge } from "../config/merge.js";
import { type DataConfig, isObject, type PartialConfig, type RunConfig } from "../config/run-config.js";
import { withFormerNetwork } from "../config/settle-network.js";
import { withoutUnread } from "../config/without-unread.js";
import { isPublished } from "../data/example-shape.js";
import { foundAt } from "../files/found-at.js";
import { forCaller, fromCaller } from "../terminal/caller.js";

export interface SavedRun {
  /** The folder that the checkpoint lies in. */
  readonly place: string;
  /** Absent when the caller named a checkpoint alone. */
  readonly folder?: RunFolder;
  readonly checkpoint: Checkpoint;
  /** What is wrong with later checkpoints of the folder. */
  readonly faults?: readonly string[];
  readonly config: RunConfig;
}

/**
 * Opens a run by its folder, or a checkpoint by its file; `changes` are laid over its configuration. Another folder of data is that of what
 * the run was trained on, if that lies in one. Where the last checkpoint is damaged, a line says which is taken.
 */
export async function openRun(given: string, changes: PartialConfig = {}): Promise<SavedRun> {
  const path = fromCaller(given);
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new GenlabError(`There is no run ${forCaller(path)}. Give the folder that \`genlab train\` named.`);
  if (found.isDirectory() && !(await readdir(path)).some((name) => /^config\.json$|\.safetensors$/.test(name))) {
    throw new GenlabError(`There is no run in "${forCaller(path)}". Give the folder that \`genlab train\` named.`);
  }
  const opened = found.isDirectory() ? await RunFolder.open(path) : { checkpoint: await readCheckpoint(path) };
  const { configuration, step } = opened.checkpoint;
  if ("faults" in opened && opened.faults.length > 0) {
    process.stderr.write(`${opened.faults.join("\n")}\nThe checkpoint before it, of step ${step}, is taken.\n`);
  }
  const saved = asSaved(configuration, `The checkpoint of ${forCaller(path)}`);
  return { ...opened, place: found.isDirectory() ? path : dirname(path), config: withOptions(saved, changes) };
}

/** A configuration that an earlier version may have written. `where` is what errors call its source. */
export function asSaved(configuration: unknown, where: string): RunConfig {
  if (!isObject(configuration)) throw new GenlabError(`${where} has no configuration of a run.`);
  const read = checkConfig(withoutUnread(configuration), where);
  // in the order of the file, so that the checkpoints of a run that goes on are the same to the byte
  const model = { ...read.model, ...withFormerDefaults(read.model) };
  return withFormerNetwork({ ...read, model, engine: engineOf(read) });
}

/** Runs of TensorFlow's own library note its threads. What was called "tensorflow" before had none, and is "tfjs-node". */
const engineOf = ({ engine, threads }: RunConfig): RunConfig["engine"] =>
  engine === "tensorflow" && threads === undefined ? "tfjs-node" : engine;

/** The configuration of a run with what options say. */
export function withOptions(saved: RunConfig, changes: PartialConfig): RunConfig {
  const { folder: place, type: _, ...options } = isObject(changes.data) ? changes.data : {};
  const data = { ...options, ...(place !== undefined && movedTo(`${place}`, saved.data)) };
  const changed = Object.keys(data).length > 0 ? { data: { type: saved.data.type, ...data } } : {};
  return checkConfig(merge(saved, { ...changes, ...changed }), "The configuration");
}

/** The data of a run at another place; MNIST stands in for what only a browser has. */
function movedTo(place: string, data: DataConfig): PartialConfig {
  if (data.type === "arrays") return { type: "mnist", folder: place };
  if (data.type === "images" || isPublished(data)) return { type: data.type, folder: place };
  if (data.type !== "file" && data.type !== "table") {
    throw new GenlabError(`The run is on "${data.type}", which is in no folder. Leave out --data-dir.`);
  }
  const isFile = foundAt(place)?.isFile();
  return { type: data.type, path: isFile ? place : join(place, basename(data.path)) };
}
