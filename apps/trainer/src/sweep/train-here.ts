import { setTimeout as sleep } from "node:timers/promises";
import type { Job, JobFolder, JobResult } from "./job-folder.js";
import { BusyError, type RunJobOptions, StoppedError } from "./run-job.js";

/** Has jobs done, in any order, and gives each result when it is there. It ends early when it is stopped. */
export type TrainJobs<Folder extends JobFolder> = (folder: Folder, jobs: readonly Job[]) => AsyncIterable<JobResult>;

export interface TrainHereOptions<Folder extends JobFolder> extends RunJobOptions {
  /** Jobs at a time. */
  readonly parallel: number;
  /** Does one. */
  readonly work: RunJob<Folder>;
}

export type RunJob<Folder extends JobFolder> = (folder: Folder, job: Job, options: RunJobOptions) => Promise<JobResult>;

/** How often a job is tried before it counts as failed. */
export const TRIES = 3;

/** Does jobs in processes of this machine. */
export const trainHere = <Folder extends JobFolder>({
  parallel,
  work,
  ...options
}: TrainHereOptions<Folder>): TrainJobs<Folder> =>
  async function* (folder, jobs) {
    const waiting = [...jobs];
    const running = new Map<string, Promise<JobResult | undefined>>();
    for (;;) {
      while (running.size < parallel && waiting.length > 0 && !options.signal.aborted) {
        const job = waiting.shift()!;
        running.set(
          job.run,
          tried(folder, job, () => work(folder, job, options), options.signal),
        );
      }
      if (running.size === 0) return;
      const ended = await Promise.race([...running].map(async ([run, result]) => ({ run, result: await result })));
      running.delete(ended.run);
      if (ended.result) yield ended.result;
    }
  };

/** The result, a failure after the last try, or nothing where it was stopped. What another process trains is waited for. */
async function tried(
  folder: JobFolder,
  job: Job,
  work: () => Promise<JobResult>,
  signal: AbortSignal,
): Promise<JobResult | undefined> {
  for (let left = TRIES - 1; ; ) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StoppedError || signal.aborted) return undefined;
      if (!(error instanceof BusyError) && left-- === 0) return writeFailure(folder, job, error);
    }
    await sleep(1000, undefined, { signal }).catch(() => {});
  }
}

export async function writeFailure(folder: JobFolder, job: Job, error: unknown): Promise<JobResult> {
  const failure = error instanceof Error ? error.message : String(error);
  const result = { ...job, value: null, seconds: 0, failure };
  await folder.write(result);
  return result;
}
