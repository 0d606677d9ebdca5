import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { GenlabError } from "@genlab/core";
import { type Command, Option } from "commander";
import { wholeNumber } from "../config/options.js";
import { nextFolder } from "../runs/next-run-folder.js";
import { EMIT_KINDS, type EmitKind, emit } from "../sweep/emit/emit.js";
import { type MachineOptions, machineOptions, onMachine } from "../sweep/machine.js";
import { readSweepFile } from "../sweep/read-sweep-file.js";
import { openRedis } from "../sweep/redis-queue.js";
import { type RunJobOptions, runJob, StoppedError } from "../sweep/run-job.js";
import { runSweep } from "../sweep/run-sweep.js";
import { describeStatus, statusOf } from "../sweep/status.js";
import { type JobResult, SweepFolder } from "../sweep/sweep-folder.js";
import { SweepReport } from "../sweep/sweep-report.js";
import { trainByQueue } from "../sweep/train-by-queue.js";
import { trainHere } from "../sweep/train-here.js";
import { commandLine, forCaller, fromCaller } from "../terminal/caller.js";
import { table } from "../terminal/table.js";
import { counted, describeSeconds, short } from "../terminal/words.js";
import { exitCodeOf, listenForInterruption, type StopSignal } from "../training/interruption.js";

interface Options extends MachineOptions {
  readonly out?: string;
  readonly queue?: string;
  readonly only?: number;
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

async function sweep(given: string, { out, queue, only, emit: kind, ...machine }: Options): Promise<number> {
  const folder = await openOrCreate(fromCaller(given), out);
  const { stdout } = process;
  const place = forCaller(folder.path);
  stdout.write(`${counted(folder.runs.length, "run", "runs")}\nsweep folder: ${place}\n`);
  const { parallel, threads, words } = onMachine(machine);
  if (kind) {
    stdout.write(`${await emit(folder, kind, { threads, words })}\n`);
    return 0;
  }
  const interruption = listenForInterruption(() => {});
  const { signal } = interruption;
  const report = new SweepReport(folder);
  try {
    if (only !== undefined) return await trainOne(folder, only, { words, signal });
    const name = basename(folder.path);
    const train =
      queue === undefined
        ? trainHere({ parallel, words, signal })
        : trainByQueue({ redis: await openRedis(queue), name, signal });
    const isDone = await runSweep(folder, {
      train,
      async onResult(result) {
        stdout.write(`${lineOf(folder, result)}\n`);
        await report.now();
      },
    });
    if (!isDone) {
      stdout.write(`Stopped; what was trained is saved. To go on: ${commandLine("sweep", place)}\n`);
      return exitCodeOf(signal.reason as StopSignal);
    }
  } finally {
    interruption.stop();
    await report.end();
  }
  const failed = await showStatus(folder);
  return failed > 0 ? 1 : 0;
}

/** Where others start the runs, each may be started again: it goes on. */
async function trainOne(folder: SweepFolder, number: number, options: RunJobOptions): Promise<number> {
  const run = folder.runs[number];
  if (!run) throw new GenlabError(`There is no run ${number}: the sweep has ${folder.runs.length}, from 0.`);
  if (folder.sweep.halving) throw new GenlabError('"halving" tells which runs go on. Leave out --only.');
  try {
    process.stdout.write(`${lineOf(folder, await runJob(folder, { run: run.name, steps: null }, options))}\n`);
    return 0;
  } catch (error) {
    if (error instanceof StoppedError) return exitCodeOf(options.signal.reason as StopSignal);
    throw error;
  }
}

async function openOrCreate(path: string, out: string | undefined): Promise<SweepFolder> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) {
    if (out === undefined) return SweepFolder.open(path);
    throw new GenlabError(`${forCaller(path)} is the folder of a sweep, which goes on there. Leave out --out.`);
  }
  const described = await readSweepFile(path);
  const name = basename(path).replace(/\.\w+$/, "");
  return SweepFolder.create(out === undefined ? await nextFolder("sweeps", name) : fromCaller(out), described);
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
