import { randomUUID } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { GenlabError } from "@genlab/core";
import { writeFileAtomically } from "@genlab/trainers/node";
import * as z from "zod";
import { checkConfig } from "../config/check-config.js";
import { isObject } from "../config/run-config.js";
import { makeFolder } from "../runs/make-folder.js";
import { forCaller } from "../terminal/caller.js";
import { type PlannedRun, planRuns } from "./plan-runs.js";
import { checkSweep, type Sweep } from "./sweep-schema.js";

/** What came of a run up to a number of steps. */
const resultSchema = z.strictObject({
  run: z.string(),
  /** Where the run ends when it is not halved. */
  steps: z.int().min(1).nullable(),
  /** Of the goal; `null` where it is not finite, or where there is no goal. */
  value: z.number().nullable(),
  seconds: z.number(),
  /** Why it could not be trained. */
  failure: z.string().exactOptional(),
});

export type JobResult = z.infer<typeof resultSchema>;

/** A run that is to be trained up to so many steps; `null` for its own end. */
export interface Job {
  readonly run: string;
  readonly steps: number | null;
}

const SWEEP = "sweep.json";

const notedSchema = z.strictObject({
  /** Of this sweep alone. */
  id: z.string(),
  sweep: z.unknown(),
  /** What was varied when it began. */
  settings: z.array(z.record(z.string(), z.json())),
});

/** The folder of a sweep: `sweep.json`, and `configs`, `runs`, `logs`, `results`, `locks` by the number of a run. It may be shared by machines. */
export class SweepFolder {
  readonly path: string;
  /** Of this sweep alone. */
  readonly id: string;
  readonly sweep: Sweep;
  readonly runs: readonly PlannedRun[];

  private constructor(path: string, id: string, sweep: Sweep, runs: readonly PlannedRun[]) {
    [this.path, this.id, this.sweep, this.runs] = [path, id, sweep, runs];
  }

  /** Writes the files of a new sweep, whose runs were planned, into an empty folder. */
  static async create(path: string, sweep: Sweep, runs: readonly PlannedRun[]): Promise<SweepFolder> {
    await makeFolder(path);
    if ((await readdir(path)).length > 0) {
      throw new GenlabError(`${forCaller(path)} is not empty. Choose another folder, or go on with the sweep in it.`);
    }
    const folder = new SweepFolder(path, randomUUID(), sweep, runs);
    for (const name of ["configs", "runs", "logs", "results", "locks"]) await makeFolder(join(path, name));
    for (const { name, config } of runs) {
      await writeFileAtomically(folder.configOf(name), `${JSON.stringify(config, undefined, 2)}\n`);
    }
    // the last: where it is, the others are
    const noted = { id: folder.id, sweep, settings: runs.map(({ settings }) => settings) };
    await writeFileAtomically(join(path, SWEEP), `${JSON.stringify(noted, undefined, 2)}\n`);
    return folder;
  }

  /** @throws GenlabError where there is no sweep, or another than was begun. */
  static async open(path: string): Promise<SweepFolder> {
    const text = await readFile(join(path, SWEEP), "utf8").catch((cause: NodeJS.ErrnoException) => {
      throw new GenlabError(
        `${forCaller(path)} holds no sweep (${cause.code}). Give the folder that \`genlab sweep\` named.`,
        { cause },
      );
    });
    const where = forCaller(join(path, SWEEP));
    const noted = notedSchema.safeParse(parsed(text, where));
    if (!noted.success) throw new GenlabError(`${where} is not what \`genlab sweep\` wrote. Begin the sweep anew.`);
    const { id, settings, sweep: described } = noted.data;
    const sweep = checkSweep(isObject(described) ? described : {}, where);
    const runs = planRuns(sweep);
    // runs are numbered by their settings: with others the results of one would be told of another
    if (JSON.stringify(runs.map((run) => run.settings)) !== JSON.stringify(settings)) {
      throw new GenlabError(`What ${where} varies was changed since it began. Begin a new sweep with that.`);
    }
    return new SweepFolder(path, id, sweep, await asBegun(path, runs));
  }

  /** @throws GenlabError where there is none of this name. */
  run(name: string): PlannedRun {
    const run = this.runs.find((one) => one.name === name);
    if (run) return run;
    throw new GenlabError(`The sweep has no run ${name}: it has ${this.runs.length}, from 0.`);
  }

  lockOf = (run: string): string => join(this.path, "locks", run);
  configOf = (run: string): string => join(this.path, "configs", `${run}.json`);
  runOf = (run: string): string => join(this.path, "runs", run);
  logOf = (run: string): string => join(this.path, "logs", `${run}.log`);

  /** What came of jobs, of those of which anything has yet. */
  async results(jobs: readonly Job[]): Promise<readonly JobResult[]> {
    const names = new Set(await readdir(join(this.path, "results")));
    return Promise.all(jobs.filter((job) => names.has(nameOf(job))).map((job) => this.#read(job)));
  }

  async #read(job: Job): Promise<JobResult> {
    const path = this.#resultOf(job);
    const read = resultSchema.safeParse(parsed(await readFile(path, "utf8"), forCaller(path)));
    if (read.success) return read.data;
    throw new GenlabError(`${forCaller(path)} is no result of a run. Remove it, and go on with the sweep.`);
  }

  /** Has a job tried anew. */
  async forget(job: Job): Promise<void> {
    await rm(this.#resultOf(job), { force: true });
  }

  async write(result: JobResult): Promise<void> {
    await writeFileAtomically(this.#resultOf(result), `${JSON.stringify(result)}\n`);
  }

  #resultOf(job: Job): string {
    return join(this.path, "results", nameOf(job));
  }
}

/** Runs with the configurations that were written when the sweep began. */
async function asBegun(path: string, runs: readonly PlannedRun[]): Promise<readonly PlannedRun[]> {
  const begun: PlannedRun[] = [];
  for (const run of runs) {
    const place = join(path, "configs", `${run.name}.json`);
    const config = checkConfig(parsed(await readFile(place, "utf8"), forCaller(place)), forCaller(place));
    begun.push({ ...run, config });
  }
  return begun;
}

const nameOf = ({ run, steps }: Job) => `${run}${steps === null ? "" : `-${steps}`}.json`;

function parsed(text: string, where: string): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(text);
    if (isObject(content)) return content;
  } catch {
    // it is told below
  }
  throw new GenlabError(`${where} is no JSON object: it was cut short, or changed.`);
}
