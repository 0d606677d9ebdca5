import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { RunFolder } from "@genlab/trainers/node";
import { someAtATime } from "../files/some-at-a-time.js";
import { short } from "../terminal/words.js";
import { compareBy } from "./goal.js";
import type { JobResult } from "./job-folder.js";
import { describeSettings, type PlannedRun } from "./plan-runs.js";
import { rungs } from "./rungs.js";
import type { SweepFolder } from "./sweep-folder.js";

/** How far a run of a sweep is. */
export interface RunStatus {
  readonly run: string;
  readonly settings: string;
  readonly state: "waiting" | "training" | "done" | "left out" | "failed";
  /** That are trained. */
  readonly steps: number;
  readonly value?: number;
  readonly failure?: string;
}

/** All runs of a sweep: the best first where it has a goal, failures last. */
export async function statusOf(folder: SweepFolder): Promise<readonly RunStatus[]> {
  const results = await lastResults(folder);
  const begun = new Set(await readdir(join(folder.path, "runs")));
  const all = await someAtATime(folder.runs, async (run): Promise<RunStatus> => {
    const result = results.last.get(run.name);
    const isBegun = begun.has(run.name);
    return {
      ...{ run: run.name, settings: describeSettings(run.settings) },
      steps: isBegun ? await stepsOf(folder.runOf(run.name)) : 0,
      state: await stateOf(folder, run, { ...results, isBegun }),
      ...(result?.value != null && { value: result.value }),
      ...(result?.failure !== undefined && { failure: result.failure }),
    };
  });
  const { goal } = folder.sweep;
  const better = goal ? compareBy(goal) : () => 0;
  const ordered = all.filter(({ value }) => value !== undefined).sort((a, b) => better(a.value!, b.value!));
  const others = all.filter(({ value }) => value === undefined);
  return [...ordered, ...others];
}

/** By run: the result of its longest training so far, and which runs do not go on. */
async function lastResults(folder: SweepFolder) {
  const last = new Map<string, JobResult>();
  const over = new Set<string>();
  const lists = rungs(folder.sweep, folder.runs);
  for (let list = await lists.next(); !list.done; ) {
    const found = await folder.results(list.value);
    for (const result of found) last.set(result.run, result);
    if (found.length < list.value.length) break;
    list = await lists.next(found);
    const goesOn = new Set(list.done ? [] : list.value.map(({ run }) => run));
    for (const { run } of found) if (!goesOn.has(run)) over.add(run);
  }
  return { last, over };
}

interface Found extends Awaited<ReturnType<typeof lastResults>> {
  readonly isBegun: boolean;
}

async function stateOf(folder: SweepFolder, run: PlannedRun, { last, over, isBegun }: Found) {
  const result = last.get(run.name);
  if (result?.failure !== undefined) return "failed";
  if (result && (result.steps === null || result.steps === run.config.steps)) return "done";
  if (over.has(run.name)) return "left out";
  return isBegun && (await isThere(join(folder.runOf(run.name), "lock"))) ? "training" : "waiting";
}

/** By the last line of its log, which is read from the end: a sweep may have thousands. */
async function stepsOf(place: string): Promise<number> {
  const end = await endOf(join(place, "metrics.jsonl"), 4096);
  const step = /^\{"step":(\d+),.*\}\n$/.exec(end.slice(end.lastIndexOf("\n", end.length - 2) + 1))?.[1];
  return step === undefined ? ((await RunFolder.at(place).metrics()).at(-1)?.step ?? 0) : Number(step);
}

async function endOf(path: string, length: number): Promise<string> {
  const file = await open(path).catch(() => undefined); // there is none yet
  if (!file) return "";
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read({
      ...{ buffer: Buffer.alloc(length), position: Math.max(0, size - length) },
    });
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Rows of a table. */
export function describeStatus(runs: readonly RunStatus[], of: string | undefined): readonly (readonly string[])[] {
  return [
    ["run", "settings", "state", "steps", ...(of === undefined ? [] : [of])],
    ...runs.map(({ run, settings, state, steps, value, failure }) => [
      ...[run, settings, failure === undefined ? state : `failed: ${failure}`, `${steps}`],
      ...(of === undefined ? [] : [value === undefined ? "" : short(value)]),
    ]),
  ];
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
