import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { GenlabError } from "@genlab/core";
import { writeFileAtomically } from "@genlab/trainers/node";
import * as z from "zod";
import { parsedFile } from "../files/parsed-file.js";
import { someAtATime } from "../files/some-at-a-time.js";
import { forCaller } from "../terminal/caller.js";

/** What came of a run up to a number of steps, or of a part of some work. */
const resultSchema = z.strictObject({
  run: z.string(),
  /** Where the run ends when it is not halved. */
  steps: z.int().min(1).nullable(),
  /** Of the goal; `null` where it is not finite, or where there is no goal. */
  value: z.number().nullable(),
  seconds: z.number(),
  /** Why it could not be done. */
  failure: z.string().exactOptional(),
});

export type JobResult = z.infer<typeof resultSchema>;

/** A run that is to be trained up to so many steps, `null` for its own end; or a part of some work, by its number. */
export interface Job {
  readonly run: string;
  readonly steps: number | null;
}

/** A folder of jobs, with `results`, `logs` and `locks` by the number of a job. It may be shared by machines. */
export interface JobFolder {
  readonly path: string;
  /** Of this folder alone. */
  readonly id: string;
  lockOf(run: string): string;
  logOf(run: string): string;
  /** What came of jobs, of those of which anything has yet. */
  results(jobs: readonly Job[]): Promise<readonly JobResult[]>;
  /** Has a job tried anew. */
  forget(job: Job): Promise<void>;
  write(result: JobResult): Promise<void>;
}

export const JOB_FOLDERS: readonly string[] = ["logs", "results", "locks"];

export function jobFolder(path: string, id: string): JobFolder {
  const resultOf = (job: Job) => join(path, "results", nameOf(job));
  const read = async (job: Job) => {
    const place = resultOf(job);
    const result = resultSchema.safeParse(parsedFile(await readFile(place, "utf8"), forCaller(place)));
    if (result.success) return result.data;
    throw new GenlabError(`${forCaller(place)} is no result of a job. Remove it, and go on.`);
  };
  return {
    ...{ path, id },
    lockOf: (run) => join(path, "locks", run),
    logOf: (run) => join(path, "logs", `${run}.log`),
    async results(jobs) {
      const names = new Set(await readdir(join(path, "results")));
      return someAtATime(
        jobs.filter((job) => names.has(nameOf(job))),
        read,
      );
    },
    forget: (job) => rm(resultOf(job), { force: true }),
    write: (result) => writeFileAtomically(resultOf(result), `${JSON.stringify(result)}\n`),
  };
}

const nameOf = ({ run, steps }: Job) => `${run}${steps === null ? "" : `-${steps}`}.json`;
