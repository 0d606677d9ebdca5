import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { GenlabError } from "@genlab/core";
import { writeFileAtomically } from "@genlab/trainers/node";
import * as z from "zod";
import { checkConfig } from "../config/check-config.js";
import { isObject } from "../config/run-config.js";
import { parsedFile } from "../files/parsed-file.js";
import { someAtATime } from "../files/some-at-a-time.js";
import { makeFolder } from "../runs/make-folder.js";
import { forCaller } from "../terminal/caller.js";
import { JOB_FOLDERS, type Job, type JobFolder, type JobResult, jobFolder } from "./job-folder.js";
import { type PlannedRun, planRuns } from "./plan-runs.js";
import { checkSweep, type Sweep } from "./sweep-schema.js";

/** What the folder of a sweep holds. */
export const SWEEP = "sweep.json";

const notedSchema = z.strictObject({
  /** Of this sweep alone. */
  id: z.string(),
  sweep: z.unknown(),
  /** What was varied when it began. */
  settings: z.array(z.record(z.string(), z.json())),
});

/** The folder of a sweep: `sweep.json`, and `configs`, `runs`, `logs`, `results`, `locks` by the number of a run. It may be shared by machines. */
export class SweepFolder implements JobFolder {
  readonly path: string;
  /** Of this sweep alone. */
  readonly id: string;
  readonly sweep: Sweep;
  readonly runs: readonly PlannedRun[];
  readonly #jobs: JobFolder;

  private constructor(path: string, id: string, sweep: Sweep, runs: readonly PlannedRun[]) {
    [this.path, this.id, this.sweep, this.runs] = [path, id, sweep, runs];
    this.#jobs = jobFolder(path, id);
  }

  /** Writes the files of a new sweep, whose runs were planned, into an empty folder. */
  static async create(path: string, sweep: Sweep, runs: readonly PlannedRun[]): Promise<SweepFolder> {
    await makeFolder(path);
    if ((await readdir(path)).length > 0) {
      throw new GenlabError(`${forCaller(path)} is not empty. Choose another folder, or go on with the sweep in it.`);
    }
    const folder = new SweepFolder(path, randomUUID(), sweep, runs);
    for (const name of ["configs", "runs", ...JOB_FOLDERS]) await makeFolder(join(path, name));
    await someAtATime(runs, ({ name, config }) =>
      writeFileAtomically(folder.configOf(name), `${JSON.stringify(config, undefined, 2)}\n`),
    );
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
    const noted = notedSchema.safeParse(parsedFile(text, where));
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

  lockOf = (run: string): string => this.#jobs.lockOf(run);
  logOf = (run: string): string => this.#jobs.logOf(run);
  configOf = (run: string): string => join(this.path, "configs", `${run}.json`);
  runOf = (run: string): string => join(this.path, "runs", run);

  results = (jobs: readonly Job[]): Promise<readonly JobResult[]> => this.#jobs.results(jobs);
  forget = (job: Job): Promise<void> => this.#jobs.forget(job);
  write = (result: JobResult): Promise<void> => this.#jobs.write(result);
}

/** Runs with the configurations that were written when the sweep began. */
function asBegun(path: string, runs: readonly PlannedRun[]): Promise<readonly PlannedRun[]> {
  return someAtATime(runs, async (run) => {
    const place = join(path, "configs", `${run.name}.json`);
    const config = checkConfig(parsedFile(await readFile(place, "utf8"), forCaller(place)), forCaller(place));
    return { ...run, config };
  });
}
