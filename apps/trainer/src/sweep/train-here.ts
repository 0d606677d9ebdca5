import { setTimeout as sleep } from "node:timers/promises";
import { BusyError, type RunJobOptions, runJob, StoppedError } from "./run-job.js";
import type { Job, JobResult, SweepFolder } from "./sweep-folder.js";

/** Has jobs trained, in any order, and gives each result when it is there. It ends early when it is stopped. */
export type TrainJobs = (folder: SweepFolder, jobs: readonly Job[]) => AsyncIterable<JobResult>;

export interface TrainHereOptions extends RunJobOptions {
  /** Runs at a time. */
  readonly parallel: number;
}

/** How often a job is tried before it counts as failed. */
export const TRIES = 3;

/** Trains jobs in processes of this machine. */
export const trainHere = ({ parallel, ...options }: TrainHereOptions): TrainJobs =>
  async function* (folder, jobs) {
    const waiting = [...jobs];
    const running = new Map<string, Promise<JobResult | undefined>>();
    for (;;) {
      while (running.size < parallel && waiting.length > 0 && !options.signal.aborted) {
        const job = waiting.shift()!;
        running.set(job.run, tried(folder, job, options));
      }
      if (running.size === 0) return;
      const ended = await Promise.race([...running].map(async ([run, result]) => ({ run, result: await result })));
      running.delete(ended.run);
      if (ended.result) yield ended.result;
    }
  };

/** The result, a failure after the last try, or nothing where it was stopped. What another process trains is waited for. */
async function tried(folder: SweepFolder, job: Job, options: RunJobOptions): Promise<JobResult | undefined> {
  for (let left = TRIES - 1; ; ) {
    try {
      return await runJob(folder, job, options);
    } catch (error) {
      if (error instanceof StoppedError || options.signal.aborted) return undefined;
      if (!(error instanceof BusyError) && left-- === 0) return writeFailure(folder, job, error);
    }
    await sleep(1000, undefined, { signal: options.signal }).catch(() => {});
  }
}

export async function writeFailure(folder: SweepFolder, job: Job, error: unknown): Promise<JobResult> {
  const failure = error instanceof Error ? error.message : String(error);
  const result = { ...job, value: null, seconds: 0, failure };
  await folder.write(result);
  return result;
}
