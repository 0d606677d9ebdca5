import { isDeepStrictEqual } from "node:util";
import { GenlabError } from "@genlab/core";
import type { RunFolder } from "@genlab/trainers/node";
import { checkConfig } from "../config/check-config.js";
import { merge } from "../config/merge.js";
import { readConfigFile } from "../config/read-config-file.js";
import { isObject, type PartialConfig, type RunConfig } from "../config/run-config.js";
import { type Change, expanded } from "../remedies/change.js";
import { readChanges } from "../remedies/changes-file.js";
import { asSaved, withOptions } from "../runs/open-run.js";
import { commandLine, forCaller } from "../terminal/caller.js";
import { differences, withDifference } from "./differences.js";
import { mayChange } from "./may-change.js";

export interface ResumedConfig {
  readonly config: RunConfig;
  /** What options, and the doctor, have changed of `config.json`, now and before. */
  readonly changes: readonly Change[];
}

/**
 * The configuration that a run goes on with: its `config.json`, which may have been edited; over it what the doctor changed, and options when
 * the run was resumed before, where the file has not been edited since; over that the options of now.
 *
 * @param saved the configuration in the checkpoint, and its step
 * @throws GenlabError for a setting that cannot change in a run that has begun, with what it was.
 */
export async function resumedConfig(
  folder: RunFolder,
  { config: saved, step }: { readonly config: RunConfig; readonly step: number },
  { set = {}, ...options }: PartialConfig & { readonly set?: PartialConfig },
): Promise<ResumedConfig> {
  const path = folder.file("config.json");
  const content = await readConfigFile(path).catch((error: Error) => {
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT") return undefined;
    throw error;
  });
  const file = content === undefined ? saved : asSaved(content, forCaller(path));
  const earlier = await readChanges(folder, step);
  const { config: before, changes: replayed } = withChanges(file, earlier);
  const stated = withData(saved, checkConfig(withOneEnd(before, file), forCaller(path)));
  const begun = earlier.reduce<PartialConfig>(withDifference, saved); // the checkpoint may be of before some of them
  refuseOthers(begun, stated, { where: forCaller(path), path });
  const asked = checkConfig(merge(stated, set), "The configuration");
  refuseOthers(stated, asked, { where: "--set", path });
  const config = withOptions(asked, options);
  const { data: _, ...ofBefore } = before;
  const { data: __, ...ofRun } = config;
  const isOfData = ({ path: [part] }: Change) => part === "data";
  // what a checkpoint notes of the data is no change
  const ofData = isObject(options.data) ? differences(file.data, config.data, ["data"]) : earlier.filter(isOfData);
  const kept = (content === undefined ? earlier : replayed).filter((change) => !isOfData(change));
  return { config, changes: [...joined([...kept, ...differences(ofBefore, ofRun)]), ...ofData] };
}

/**
 * The file with the changes, each where it has not been edited against it; an edit overrules all later changes of the setting, too. Of the
 * changes it leaves out what options said and was overruled; what the doctor did is told, whatever has become of it.
 */
function withChanges(file: PartialConfig, changes: readonly Change[]) {
  let config = file;
  const edited: (readonly string[])[] = [];
  const kept = changes.flatMap((change): readonly Change[] => {
    if (change.overruled) return [change];
    const before = config;
    if (!edited.some((path) => isOfSame(path, change.path))) config = withDifference(config, change);
    if (!isDeepStrictEqual(config, before)) return [change];
    edited.push(change.path);
    return change.since === undefined ? [] : [{ ...change, overruled: true }];
  });
  return { config, changes: kept };
}

/** Whether one of the paths is, or is within, the other. */
const isOfSame = (one: readonly string[], other: readonly string[]) =>
  one.slice(0, other.length).every((key, i) => key === other[i]);

/** What options changed twice, in one. */
function joined(changes: readonly Change[]): readonly Change[] {
  const all: Change[] = [];
  for (const change of changes) {
    const place = all.findLastIndex(({ path }) => isDeepStrictEqual(path, change.path));
    const former = all[place];
    if (!former || former.since !== undefined || change.since !== undefined) {
      all.push(change);
      continue;
    }
    all.splice(place, 1);
    const { path, to } = change;
    if (!isDeepStrictEqual(former.from, to)) all.push({ path, from: former.from, to });
  }
  return all;
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
  from: PartialConfig,
  to: PartialConfig,
  { where, path }: { readonly where: string; readonly path: string },
): void {
  const before = { ...from, optimizer: expanded(from.optimizer, to.optimizer) };
  const after = { ...to, optimizer: expanded(to.optimizer, from.optimizer) };
  const refused = differences(before, after).filter((change) => !mayChange(change.path, before));
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
