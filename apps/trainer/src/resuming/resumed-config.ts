import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { GenlabError } from "@genlab/core";
import { type RunFolder, writeFileAtomically } from "@genlab/trainers/node";
import { checkConfig } from "../config/check-config.js";
import { merge } from "../config/merge.js";
import { readConfigFile } from "../config/read-config-file.js";
import { isObject, type PartialConfig, type RunConfig } from "../config/run-config.js";
import { asSaved, withOptions } from "../runs/open-run.js";
import { commandLine, forCaller } from "../terminal/caller.js";
import { type Difference, differences, withDifference } from "./differences.js";
import { mayChange } from "./may-change.js";

/** What options have changed since the run began, beside a `config.json` that is its user's. */
const CHANGES = "changes.json";

export interface ResumedConfig {
  readonly config: RunConfig;
  /** What options have changed of `config.json`, now and before. */
  readonly changes: readonly Difference[];
}

/**
 * The configuration that a run goes on with: its `config.json`, which may have been edited; over it what options changed when the run was
 * resumed before, where the file has not been edited since; over that the options of now.
 *
 * @param saved the configuration in the checkpoint
 * @throws GenlabError for a setting that cannot change in a run that has begun, with what it was.
 */
export async function resumedConfig(
  folder: RunFolder,
  saved: RunConfig,
  { set = {}, ...options }: PartialConfig & { readonly set?: PartialConfig },
): Promise<ResumedConfig> {
  const path = folder.file("config.json");
  const content = await readConfigFile(path).catch((error: Error) => {
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT") return undefined;
    throw error;
  });
  const file = content === undefined ? saved : asSaved(content, forCaller(path));
  const earlier = await changesOf(folder);
  const before = earlier.reduce<PartialConfig>(withDifference, file);
  const stated = withData(saved, checkConfig(withOneEnd(before, file), forCaller(path)));
  const isEarlier = ({ path, to }: Difference) =>
    earlier.some((one) => isDeepStrictEqual([one.path, one.to], [path, to]));
  const edits = differences(saved, stated).filter((edit) => !isEarlier(edit));
  refuseOthers(edits, { config: saved, where: forCaller(path), path });
  const asked = checkConfig(merge(stated, set), "The configuration");
  refuseOthers(differences(stated, asked), { config: saved, where: "--set", path });
  const config = withOptions(asked, options);
  const { data: _, ...ofFile } = file;
  const { data: __, ...ofRun } = config;
  // what a checkpoint notes of the data is no change
  const ofData = isObject(options.data)
    ? differences(file.data, config.data, ["data"])
    : earlier.filter(({ path: [part] }) => part === "data");
  return { config, changes: [...differences(ofFile, ofRun), ...ofData] };
}

/** Keeps the changes, so that a run that is broken off goes on with them. `config.json` stays as it is. */
export async function writeChanges(folder: RunFolder, changes: readonly Difference[]): Promise<void> {
  const text = `${JSON.stringify(changes, null, 2)}\n`;
  const before = await readFile(folder.file(CHANGES), "utf8").catch(() => `${JSON.stringify([], null, 2)}\n`);
  if (text !== before) await writeFileAtomically(folder.file(CHANGES), text);
}

async function changesOf(folder: RunFolder): Promise<readonly Difference[]> {
  const path = folder.file(CHANGES);
  const text = await readFile(path, "utf8").catch(() => "[]");
  try {
    const changes = JSON.parse(text) as readonly Difference[];
    if (Array.isArray(changes) && changes.every((change) => Array.isArray(change?.path))) return changes;
  } catch {
    // told below
  }
  throw new GenlabError(`${forCaller(path)} is no list of changes. Remove it, and give the options of the run again.`);
}

/** Where the end of a run was edited, what options said of it before is over. */
function withOneEnd(config: PartialConfig, file: RunConfig): PartialConfig {
  if ((config.epochs === undefined) !== (config.steps === undefined)) return config;
  const { epochs: _, steps: __, ...others } = config;
  const { epochs, steps } = file;
  return { ...others, ...(epochs !== undefined && { epochs }), ...(steps !== undefined && { steps }) };
}

/** What the checkpoint notes of the data, and a file of before says nothing of. */
function withData(saved: RunConfig, stated: RunConfig): RunConfig {
  if (saved.data.type !== stated.data.type) return stated;
  return { ...stated, data: { ...saved.data, ...stated.data } as RunConfig["data"] };
}

function refuseOthers(
  changes: readonly Difference[],
  { config, where, path }: { readonly config: RunConfig; readonly where: string; readonly path: string },
): void {
  const refused = changes.filter((change) => !mayChange(change.path, config));
  if (refused.length === 0) return;
  const lines = refused.map(({ path: keys, from, to }) => `  "${keys.join(".")}": ${textOf(from)} → ${textOf(to)}`);
  throw new GenlabError(
    [
      `${where} changes what a run that has begun cannot change:`,
      ...lines,
      `Rates, steps and reporting may change. Put the others back, or start a new run with ${commandLine("train", "--config", forCaller(path))}.`,
    ].join("\n"),
  );
}

const textOf = (value: unknown) => (value === undefined ? "(nothing)" : JSON.stringify(value));
