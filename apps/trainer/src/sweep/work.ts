import { join } from "node:path";
import type { Job as QueueJob } from "bullmq";
import * as z from "zod";
import { holdsParts, openParts, type PartsFolder } from "../parts/parts-folder.js";
import { runPart } from "../parts/run-part.js";
import type { JobResult } from "./job-folder.js";
import type { Machine } from "./machine.js";
import { QUEUE, type RedisQueue } from "./redis-queue.js";
import { BusyError, runJob, StoppedError } from "./run-job.js";
import { SweepFolder } from "./sweep-folder.js";
import { TRIES, writeFailure } from "./train-here.js";

const jobSchema = z.strictObject({
  /** The name of a folder, and no way out of the one that it is in. */
  sweep: z.string().regex(/^(?!\.{1,2}$)[^/\\\0]+$/),
  id: z.string(),
  run: z.string().regex(/^\d+$/),
  steps: z.int().min(1).nullable(),
});

export interface WorkOptions {
  readonly redis: RedisQueue;
  /** Holds the folders of sweeps, and is the same for all who work. */
  readonly sweeps: string;
  /** Runs at a time. */
  readonly parallel: number;
  readonly machine: Machine;
  /** Seconds after which the runs of a worker that has not been heard of are another's. */
  readonly silence: number;
  /** Saves what is under way and ends; others go on with it. */
  readonly signal: AbortSignal;
  /** Hears what it does, a line each. */
  readonly onLine: (line: string) => void;
}

/** What another process is at is asked for again then. */
const MILLISECONDS_WHERE_BUSY = 2000;

/** Trains jobs of a queue until `signal`. */
export async function work(options: WorkOptions): Promise<void> {
  const { redis, parallel, silence, signal, onLine } = options;
  const connection = redis.connect();
  const running = new Map<string, AbortController>();
  const worker = new redis.Worker(
    QUEUE,
    async (job, token) => {
      const stop = new AbortController();
      running.set(job.id!, stop);
      try {
        await trainJob(job, { ...options, signal: AbortSignal.any([signal, stop.signal]) });
      } catch (error) {
        if (error instanceof BusyError) {
          await job.moveToDelayed(Date.now() + MILLISECONDS_WHERE_BUSY, token);
          throw new redis.DelayedError();
        }
        onLine(`${nameOf(job)}: ${(error as Error).message}`);
        throw error;
      } finally {
        running.delete(job.id!);
      }
    },
    {
      connection,
      concurrency: parallel,
      lockDuration: 1000 * silence,
      stalledInterval: 1000 * silence,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    },
  );
  worker.on("error", () => {}); // Redis is gone for a while
  // the job is another's by now
  worker.on("lockRenewalFailed", (ids) => {
    for (const id of ids) running.get(id)?.abort("SIGKILL");
  });
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve());
  });
  await worker.close();
  connection.disconnect();
}

async function trainJob(
  job: QueueJob,
  { redis, sweeps, machine, signal, onLine }: Pick<WorkOptions, "redis" | "sweeps" | "machine" | "signal" | "onLine">,
): Promise<void> {
  const read = jobSchema.safeParse(job.data);
  // what is no job of a sweep's stays none
  if (!read.success) throw new redis.UnrecoverableError("it is no job of a sweep's.");
  const { sweep, id, ...asked } = read.data;
  const folder = await opened(join(sweeps, sweep), id);
  if (folder.id !== id) throw new redis.UnrecoverableError("it is of another sweep of this name.");
  const ends = folder instanceof SweepFolder ? folder.run(asked.run).config.steps : undefined;
  if (ends !== undefined && asked.steps !== null && asked.steps > ends) {
    throw new redis.UnrecoverableError(`the run ends at step ${ends}.`);
  }
  onLine(`${nameOf(job)}: begins`);
  try {
    const options = { machine, signal, isAbandoned: job.stalledCounter > 0 };
    const work = folder instanceof SweepFolder ? runJob(folder, asked, options) : runPart(folder, asked, options);
    onLine(describe(job, await work));
  } catch (error) {
    const isTried = !(error instanceof StoppedError) && !(error instanceof BusyError);
    if (isTried && job.attemptsMade + 1 >= (job.opts.attempts ?? TRIES)) await writeFailure(folder, asked, error);
    throw error;
  }
}

/** A sweep of many runs takes a while to open. */
const known = new Map<string, SweepFolder | PartsFolder>();

async function opened(path: string, id: string): Promise<SweepFolder | PartsFolder> {
  const before = known.get(path);
  if (before?.id === id) return before;
  const folder = holdsParts(path) ? await openParts(path) : await SweepFolder.open(path);
  known.set(path, folder);
  return folder;
}

const nameOf = ({ data, id }: QueueJob) => {
  const { sweep, run } = (data ?? {}) as Readonly<Record<string, unknown>>;
  return typeof sweep === "string" && typeof run === "string" ? `${sweep} ${run}` : `job ${id}`;
};

function describe(job: QueueJob, { steps, value, seconds, failure }: JobResult): string {
  if (failure !== undefined) return `${nameOf(job)}: ${failure}`;
  const until = steps === null ? "" : ` at step ${steps}`;
  return `${nameOf(job)}: done${until} after ${Math.round(seconds)} s${value === null ? "" : `, ${value}`}`;
}
