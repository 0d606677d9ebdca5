import { join } from "node:path";
import * as z from "zod";
import { QUEUE, type RedisQueue } from "./redis-queue.js";
import { runJob, StoppedError } from "./run-job.js";
import { type JobResult, SweepFolder } from "./sweep-folder.js";
import { TRIES, writeFailure } from "./train-here.js";

const jobSchema = z.strictObject({
  sweep: z.string().regex(/^\w[\w.-]*$/),
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
  readonly words: readonly string[];
  /** Seconds after which the runs of a worker that has not been heard of are another's. */
  readonly silence: number;
  /** Saves what is under way and ends; others go on with it. */
  readonly signal: AbortSignal;
  /** Hears what it does, a line each. */
  readonly onLine: (line: string) => void;
}

/** Trains jobs of a queue until `signal`. */
export async function work({ redis, sweeps, parallel, words, silence, signal, onLine }: WorkOptions): Promise<void> {
  const connection = redis.connect();
  const running = new Map<string, AbortController>();
  const worker = new redis.Worker(
    QUEUE,
    async (job) => {
      const read = jobSchema.safeParse(job.data);
      // what is no job of a sweep's stays none
      if (!read.success) throw new redis.UnrecoverableError(`Job ${job.id} is none of a sweep.`);
      const { sweep, id, ...asked } = read.data;
      const folder = await SweepFolder.open(join(sweeps, sweep));
      if (folder.id !== id) throw new redis.UnrecoverableError(`Job ${job.id} is of another sweep "${sweep}".`);
      if (!folder.runs.some(({ name }) => name === asked.run)) {
        throw new redis.UnrecoverableError(`The sweep "${sweep}" has no run ${asked.run}.`);
      }
      const stop = new AbortController();
      running.set(job.id!, stop);
      const either = AbortSignal.any([signal, stop.signal]);
      onLine(`${sweep} ${asked.run}: begins`);
      try {
        const options = { words, signal: either, isAbandoned: job.stalledCounter > 0 };
        onLine(describe(sweep, await runJob(folder, asked, options)));
      } catch (error) {
        const isLast = !(error instanceof StoppedError) && job.attemptsMade + 1 >= (job.opts.attempts ?? TRIES);
        if (isLast) await writeFailure(folder, asked, error);
        onLine(`${sweep} ${asked.run}: ${(error as Error).message}`);
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

function describe(sweep: string, { run, steps, value, seconds }: JobResult): string {
  const until = steps === null ? "" : ` at step ${steps}`;
  return `${sweep} ${run}: done${until} after ${Math.round(seconds)} s${value === null ? "" : `, ${value}`}`;
}
