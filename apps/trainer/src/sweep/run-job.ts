import { readdir, rm } from "node:fs/promises";
import { GenlabError } from "@genlab/core";
import { RunFolder, RunLock } from "@genlab/trainers/node";
import { makeFolder } from "../runs/make-folder.js";
import { valueIn } from "./goal.js";
import type { Job, JobFolder, JobResult } from "./job-folder.js";
import { type Machine, wordsFor } from "./machine.js";
import type { SweepFolder } from "./sweep-folder.js";
import { genlab, lastLine } from "./tool-process.js";

export interface RunJobOptions {
  /** Saves the run and ends; then the job is not done. */
  readonly signal: AbortSignal;
  readonly machine?: Machine;
  /** Whether who trained the run on another machine is certainly not at it any more. */
  readonly isAbandoned?: boolean;
}

/** A job that was stopped, and can go on. */
export class StoppedError extends Error {
  override readonly name = "StoppedError";
}

/** A job that another process is at. */
export class BusyError extends Error {
  override readonly name = "BusyError";
}

/**
 * Trains a run as far as a job asks, in a process of its own, and writes what came of it. A run that was begun goes on from its last checkpoint.
 *
 * @throws StoppedError after `signal`, BusyError where another process is at it, and GenlabError where training failed.
 */
export async function runJob(folder: SweepFolder, job: Job, options: RunJobOptions): Promise<JobResult> {
  return once(folder, job, options, () => train(folder, job, options));
}

/**
 * Does a job that no other process is at, unless it is done.
 *
 * @throws BusyError where another process is at it.
 */
export async function once(
  folder: JobFolder,
  job: Job,
  options: RunJobOptions,
  work: () => Promise<JobResult>,
): Promise<JobResult> {
  const lock = await takeLock(folder.lockOf(job.run), options);
  try {
    const [before] = await folder.results([job]);
    return before && before.failure === undefined ? before : await work();
  } finally {
    lock.release();
  }
}

async function train(folder: SweepFolder, job: Job, options: RunJobOptions): Promise<JobResult> {
  const { signal, machine = {} } = options;
  const place = folder.runOf(job.run);
  const log = folder.logOf(job.run);
  const steps = job.steps === null ? [] : ["--steps", `${job.steps}`];
  const words = [...steps, ...wordsFor(machine, folder.run(job.run).config)];
  const code = await genlab(
    (await isBegun(place, options))
      ? ["resume", place, ...words]
      : ["train", "--config", folder.configOf(job.run), "--out", place, ...words],
    log,
    signal,
  );
  if (signal.aborted) throw new StoppedError(`Run ${job.run} was stopped.`);
  if (code !== 0) throw new GenlabError(`Run ${job.run} ended with ${code}: ${await lastLine(log)}`);
  const result = await resultOf(folder, job);
  await folder.write(result);
  return result;
}

/** Whether a run has a checkpoint to go on from; what died before its first one left nothing, and is removed. */
async function isBegun(place: string, options: RunJobOptions): Promise<boolean> {
  const names = await readdir(place).catch(() => undefined);
  if (!names) return false;
  // a process that a dead one had started may still be saving
  (await takeLock(place, options)).release();
  if (names.some((name) => name.endsWith(".safetensors"))) return true;
  await rm(place, { recursive: true, force: true });
  return false;
}

async function takeLock(place: string, { isAbandoned = false }: RunJobOptions): Promise<RunLock> {
  await makeFolder(place);
  return RunLock.take(place, { othersAreGone: isAbandoned }).catch((error: Error) => {
    throw error.cause === undefined ? new BusyError(error.message) : error; // else it could not be written
  });
}

async function resultOf({ runOf, sweep: { goal } }: SweepFolder, job: Job): Promise<JobResult> {
  const log = await RunFolder.at(runOf(job.run)).metrics();
  const made = { ...job, seconds: log.at(-1)?.seconds ?? 0 };
  try {
    const value = goal && valueIn(log, goal);
    return { ...made, value: value === undefined || !Number.isFinite(value) ? null : value };
  } catch (error) {
    return { ...made, value: null, failure: (error as Error).message }; // no other try would have the figure
  }
}
