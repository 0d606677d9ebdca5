import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { GenlabError } from "@genlab/core";
import { type Command, Option } from "commander";
import { wholeNumber } from "../config/options.js";
import { nextFolder } from "../runs/next-run-folder.js";
import { EMIT_KINDS, type EmitKind, emit } from "../sweep/emit/emit.js";
import type { JobResult } from "../sweep/job-folder.js";
import { type MachineOptions, machineOptions, parallelRuns } from "../sweep/machine.js";
import { planRuns } from "../sweep/plan-runs.js";
import { readSweepFile } from "../sweep/read-sweep-file.js";
import { openRedis, type RedisQueue } from "../sweep/redis-queue.js";
import { BusyError, type RunJobOptions, runJob, StoppedError } from "../sweep/run-job.js";
import { runSweep } from "../sweep/run-sweep.js";
import { describeStatus, statusOf } from "../sweep/status.js";
import { SweepFolder } from "../sweep/sweep-folder.js";
import { SweepReport } from "../sweep/sweep-report.js";
import type { Sweep } from "../sweep/sweep-schema.js";
import { trainByQueue } from "../sweep/train-by-queue.js";
import { trainHere, writeFailure } from "../sweep/train-here.js";
import { commandLine, forCaller, fromCaller } from "../terminal/caller.js";
import { table } from "../terminal/table.js";
import { counted, describeSeconds, short } from "../terminal/words.js";
import { exitCodeOf, listenForInterruption, type StopSignal } from "../training/interruption.js";

interface Options extends MachineOptions {
  readonly out?: string;
  readonly queue?: string;
  readonly only?: number;
  readonly othersAreGone?: boolean;
  readonly emit?: EmitKind;
}

export function addSweep(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command("sweep")
    .description("train runs that differ in settings, and tell which is best")
    .argument("<file or folder>", "what varies, as JSON; or the folder of a sweep, to go on with it")
    .option("--out <folder>", "the sweep's folder, new or empty (default: sweeps/<name of the file>-<number>)")
    .option("--queue <address>", "have `genlab worker` train them, by a queue on a Redis: redis://HOST:6379")
    .option("--only <number>", "train one of the runs, by its number", wholeNumber(0))
    .addOption(new Option("--others-are-gone", "of job arrays: no other machine is at the run").hideHelp())
    .addOption(
      new Option("--emit <kind>", "train nothing, but write a job array with a task for each run").choices(EMIT_KINDS),
    );
  for (const option of machineOptions()) command.addOption(option);
  command.action(async (given: string, options: Options) => done(await sweep(given, options)));
  command
    .command("status")
    .description("tell how far the runs of a sweep are, the best first")
    .argument("<folder>", "of the sweep")
    .action(async (folder: string) => {
      await showStatus(await SweepFolder.open(fromCaller(folder)));
    });
}

async function sweep(given: string, { out, queue, only, othersAreGone, emit: kind, ...asked }: Options) {
  refuseTogether({ queue, only, emit: kind, ...asked });
  const redis = queue === undefined ? undefined : await openRedis(queue);
  const folder = await openOrCreate(fromCaller(given), out, (described) => {
    if (described.halving && (kind !== undefined || only !== undefined)) {
      throw new GenlabError(
        '"halving" tells which runs go on, and so needs one who looks at all. Train them here, or with --queue.',
      );
    }
  });
  const { parallel: _, ...machine } = asked;
  const { stdout } = process;
  const place = forCaller(folder.path);
  stdout.write(`${counted(folder.runs.length, "run", "runs")}\nsweep folder: ${place}\n`);
  if (kind) {
    stdout.write(`${await emit(folder, kind, machine)}\n`);
    return 0;
  }
  const interruption = listenForInterruption(() => {});
  const { signal } = interruption;
  try {
    if (only !== undefined)
      return await trainOne(folder, only, { machine, signal, isAbandoned: othersAreGone === true });
    if (!(await trainAll(folder, { redis, asked, signal }))) {
      const left = redis
        ? "Nobody waits for its runs any more; workers go on with those that they have."
        : "What was trained is saved.";
      const again = queue === undefined ? [] : ["--queue", "ADDRESS"];
      stdout.write(`Stopped. ${left} To go on: ${commandLine("sweep", place, ...again)}\n`);
      return exitCodeOf(signal.reason as StopSignal);
    }
  } finally {
    interruption.stop();
  }
  return (await showStatus(folder)) > 0 ? 1 : 0;
}

type Given = { readonly [Name in "queue" | "only" | "emit" | keyof MachineOptions]?: Options[Name] | undefined };

/** What would be passed over in silence. */
function refuseTogether({ queue, only, emit: kind, ...machine }: Given): void {
  const [given] = [queue !== undefined && "--queue", only !== undefined && "--only", kind && "--emit"].filter(Boolean);
  const others = Object.entries({ "--only": only, "--emit": kind, ...(given !== "--queue" && { "--queue": queue }) });
  const ofMachine = Object.entries(machine).filter(([, value]) => value !== undefined);
  const refused = others.filter(([name, value]) => name !== given && value !== undefined).map(([name]) => name);
  if (given === "--queue") refused.push(...ofMachine.map(([name]) => `--${name}`));
  else if (given && machine.parallel !== undefined) refused.push("--parallel");
  if (refused.length === 0) return;
  const remedy = given === "--queue" ? ", which is for its workers to say" : "";
  throw new GenlabError(`${refused[0]} means nothing with ${given}${remedy}. Leave it out.`);
}

interface TrainAllOptions {
  readonly redis: RedisQueue | undefined;
  readonly asked: MachineOptions;
  readonly signal: AbortSignal;
}

/** False where it was stopped before all were trained. */
async function trainAll(folder: SweepFolder, { redis, asked, signal }: TrainAllOptions): Promise<boolean> {
  const { parallel: _, ...machine } = asked;
  const report = new SweepReport(folder);
  const train = redis
    ? trainByQueue({ redis, name: basename(folder.path), signal })
    : trainHere<SweepFolder>({ parallel: parallelRuns(asked, folder.runs), work: runJob, machine, signal });
  try {
    return await runSweep(folder, {
      train,
      async onResult(result) {
        process.stdout.write(`${lineOf(folder, result)}\n`);
        await report.now();
      },
    });
  } finally {
    await report.end();
  }
}

/** Where others start the runs, each may be started again: it goes on. */
async function trainOne(folder: SweepFolder, number: number, options: RunJobOptions): Promise<number> {
  const run = folder.runs[number];
  if (!run) throw new GenlabError(`There is no run ${number}: the sweep has ${folder.runs.length}, from 0.`);
  const job = { run: run.name, steps: null };
  try {
    process.stdout.write(`${lineOf(folder, await runJob(folder, job, options))}\n`);
    return 0;
  } catch (error) {
    if (error instanceof StoppedError) return exitCodeOf(options.signal.reason as StopSignal);
    if (error instanceof BusyError) throw new GenlabError(error.message, { cause: error });
    await writeFailure(folder, job, error);
    throw error;
  }
}

async function openOrCreate(
  path: string,
  out: string | undefined,
  check: (sweep: Sweep) => void,
): Promise<SweepFolder> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) {
    if (out !== undefined) {
      throw new GenlabError(`${forCaller(path)} is the folder of a sweep, which goes on there. Leave out --out.`);
    }
    const folder = await SweepFolder.open(path);
    check(folder.sweep);
    return folder;
  }
  const described = await readSweepFile(path);
  check(described);
  const runs = planRuns(described); // before there is a folder
  const name = basename(path).replace(/\.\w+$/, "");
  return SweepFolder.create(out === undefined ? await nextFolder("sweeps", name) : fromCaller(out), described, runs);
}

function lineOf({ runs, sweep: { goal } }: SweepFolder, { run, steps, value, seconds, failure }: JobResult): string {
  if (failure !== undefined) return `${run}: failed: ${failure}`;
  const until = steps === null ? "" : ` at step ${steps}`;
  const figure = goal ? `, ${goal.of} ${value === null ? "not finite" : short(value)}` : "";
  return `${run} of ${runs.length}: done${until} after ${describeSeconds(seconds)}${figure}`;
}

/** Prints the table, and says which is best; returns how many have failed. */
async function showStatus(folder: SweepFolder): Promise<number> {
  const runs = await statusOf(folder);
  const { goal } = folder.sweep;
  process.stdout.write(`${table(describeStatus(runs, goal?.of)).join("\n")}\n`);
  const [best] = runs;
  if (goal && best?.value !== undefined) process.stdout.write(`best: ${forCaller(folder.runOf(best.run))}\n`);
  return runs.filter(({ state }) => state === "failed").length;
}
