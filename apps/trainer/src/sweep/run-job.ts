import { type ChildProcess, spawn } from "node:child_process";
import { open, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GenlabError } from "@genlab/core";
import { RunFolder } from "@genlab/trainers/node";
import { valueIn } from "./goal.js";
import type { Job, JobResult, SweepFolder } from "./sweep-folder.js";

export interface RunJobOptions {
  /** Saves the run and ends; then the job is not done. */
  readonly signal: AbortSignal;
  /** Options of `genlab train` and `resume` that are this machine's: `["--threads", "1"]`. */
  readonly words?: readonly string[];
  /** Who last trained the run is certainly not at it any more. */
  readonly isAbandoned?: boolean;
}

/** A job that was stopped, and can go on. */
export class StoppedError extends Error {
  override readonly name = "StoppedError";
}

/**
 * Trains a run as far as a job asks, in a process of its own, and writes what came of it. A run that was begun goes on from its last checkpoint.
 *
 * @throws StoppedError after `signal`, and GenlabError where training failed.
 */
export async function runJob(folder: SweepFolder, job: Job, options: RunJobOptions): Promise<JobResult> {
  const [before] = await folder.results([job]);
  if (before && before.failure === undefined) return before;
  const place = folder.runOf(job.run);
  const steps = job.steps === null ? [] : ["--steps", `${job.steps}`];
  const { words = [] } = options;
  if (options.isAbandoned) await rm(join(place, "lock"), { force: true });
  const isBegun = await isThere(join(place, "checkpoint.safetensors"));
  // what died before its first checkpoint left nothing to go on with
  if (!isBegun) await rm(place, { recursive: true, force: true });
  const code = await genlab(
    isBegun
      ? ["resume", place, ...steps, ...words]
      : ["train", "--config", folder.configOf(job.run), "--out", place, ...steps, ...words],
    folder.logOf(job.run),
    options.signal,
  );
  if (options.signal.aborted) throw new StoppedError(`Run ${job.run} was stopped.`);
  if (code !== 0) {
    throw new GenlabError(`Run ${job.run} ended with ${code}: ${await lastLine(folder.logOf(job.run))}`);
  }
  const result = await resultOf(folder, job);
  await folder.write(result);
  return result;
}

async function resultOf(folder: SweepFolder, job: Job): Promise<JobResult> {
  const { folder: run } = await RunFolder.open(folder.runOf(job.run));
  const log = await run.metrics();
  const { goal } = folder.sweep;
  const value = goal && valueIn(log, goal);
  return {
    ...job,
    value: value === undefined || !Number.isFinite(value) ? null : value,
    seconds: log.at(-1)?.seconds ?? 0,
  };
}

// from the sources the built one is run: Node takes no TypeScript
const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** Runs the command line in a process of its own, which ends with this one. Returns its exit code, or the signal that ended it. */
async function genlab(words: readonly string[], log: string, signal: AbortSignal): Promise<number | string> {
  const file = await open(log, "a");
  try {
    // a group of its own, so that Ctrl-C comes to it once, and over the channel it hears when this process is gone
    const child = spawn(process.execPath, [cli, ...words], {
      stdio: ["ignore", file.fd, file.fd, "ipc"],
      detached: true,
    });
    return await ended(child, signal);
  } finally {
    await file.close();
  }
}

function ended(child: ChildProcess, signal: AbortSignal): Promise<number | string> {
  const stop = () => child.kill(signal.reason === "SIGKILL" ? "SIGKILL" : "SIGTERM");
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  return new Promise<number | string>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, name) => resolve(code ?? `${name}`));
  }).finally(() => signal.removeEventListener("abort", stop));
}

async function lastLine(path: string): Promise<string> {
  const lines = (await readFile(path, "utf8")).trimEnd().split("\n");
  return lines.findLast((line) => line.startsWith("error:"))?.slice("error: ".length) ?? lines.at(-1) ?? "";
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
