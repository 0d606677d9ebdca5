import { setTimeout as sleep } from "node:timers/promises";
import type { Queue } from "bullmq";
import type { Job, JobFolder } from "./job-folder.js";
import { QUEUE, type RedisQueue } from "./redis-queue.js";
import { TRIES, type TrainJobs } from "./train-here.js";

/** What a job says to a worker: which run or part of which folder, and no more, so that nothing in it can be run. */
export interface JobData extends Job {
  /** The name of the folder among sweeps. */
  readonly sweep: string;
  /** Of the folder. */
  readonly id: string;
}

export interface TrainByQueueOptions {
  readonly redis: RedisQueue;
  /** The name of the folder. */
  readonly name: string;
  readonly signal: AbortSignal;
}

const MILLISECONDS_BETWEEN_LOOKS = 2000;

/** A queue that has lost what was in it is filled again so many milliseconds later, for each job that is left and at least. */
const [EACH_BEFORE_FILLING, LEAST_BEFORE_FILLING] = [3, 5000];

/** Has workers do jobs. Results are those in the folder: what the queue says only tells when to look. */
export const trainByQueue = ({ redis, name, signal }: TrainByQueueOptions): TrainJobs<JobFolder> =>
  async function* (folder, jobs) {
    const connection = redis.connect();
    const queue = new redis.Queue<JobData>(QUEUE, { connection });
    for (const one of [connection, queue]) one.on("error", () => {}); // it comes back
    signal.addEventListener("abort", () => connection.disconnect());
    const left = new Map(jobs.map((job) => [job.run, job]));
    let filledAt = Number.NEGATIVE_INFINITY;
    try {
      while (left.size > 0 && !signal.aborted) {
        for (const result of await folder.results([...left.values()])) {
          left.delete(result.run);
          yield result;
        }
        if (left.size === 0) return;
        const wait = Math.max(LEAST_BEFORE_FILLING, EACH_BEFORE_FILLING * left.size);
        if (performance.now() - filledAt > wait) {
          await fill(queue, folder, [...left.values()], name);
          filledAt = performance.now();
        }
        await sleep(MILLISECONDS_BETWEEN_LOOKS, undefined, { signal });
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      connection.disconnect();
    }
  };

/** Adds what the queue does not hold. */
async function fill(queue: Queue<JobData>, { id }: JobFolder, jobs: readonly Job[], sweep: string): Promise<void> {
  await queue.addBulk(
    jobs.map((job) => ({
      name: job.run,
      data: { sweep, id, ...job },
      opts: {
        jobId: `${id}.${job.run}.${job.steps ?? "end"}`, // one that is there is not added again
        attempts: TRIES,
        backoff: { type: "exponential", delay: 1000 },
        removeOnComplete: true,
        removeOnFail: true,
      },
    })),
  );
}
