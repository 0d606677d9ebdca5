import { NotFiniteError, train } from "@genlab/trainers";
import { type RunFolder, type RunLock, writeFileAtomically } from "@genlab/trainers/node";
import type { PartialConfig } from "../config/run-config.js";
import { drawRun } from "../outputs/draw-run.js";
import { noteCodes } from "../outputs/note-codes.js";
import { pictureOf, toPng } from "../pictures/write-picture.js";
import type { Change } from "../remedies/change.js";
import { readChanges, writeChanges } from "../remedies/changes-file.js";
import { nextChange } from "../remedies/next-change.js";
import { writeReport } from "../report/write-report.js";
import { withDifference } from "../resuming/differences.js";
import type { Run } from "../runs/create-run.js";
import { makeFolder } from "../runs/make-folder.js";
import { DiskWriter } from "./disk-writer.js";
import { openEvaluations } from "./evaluations.js";
import type { EventLog } from "./event-log.js";
import { HealthWatch } from "./health-watch.js";
import type { RunObserver } from "./run-observer.js";
import { trainingBatches } from "./training-batches.js";
import { trainingFailure } from "./training-failure.js";

export interface RunTrainingOptions {
  readonly folder: RunFolder;
  /** Seconds that the run has trained before. */
  readonly seconds: number;
  /** Stops after the step that is under way. */
  readonly signal: AbortSignal;
  readonly observer: RunObserver;
  /** Of the folder, held by this process alone. Default: nobody else knows the folder. */
  readonly lock?: RunLock;
  /** Default: nothing is logged but in the folder's own files. */
  readonly events?: EventLog;
  /** When it began to train, by `performance.now()`. Default: now. */
  readonly startedAt?: number;
}

/** `"ended early"`: for want of a better evaluation; `"out of time"`: its time is over. */
export type Outcome = "finished" | "ended early" | "out of time" | "interrupted";

/** Settings that a run goes on with from here; its checkpoint has them. */
export interface ToChange {
  readonly changes: readonly Change[];
}

/** Where pictures lie that are drawn while a run trains. */
const PICTURES = "pictures";
const MILLISECONDS_BETWEEN_CHECKPOINTS = 30_000;

/**
 * Trains a run to its end, or until `signal` or, with `auto`, the doctor changes a setting; logs, evaluates and saves. Neither when it saves
 * nor when it reports changes the numbers.
 *
 * @throws TrainingFailure when a loss is not finite, or the disk refuses.
 */
export async function runTraining(run: Run, options: RunTrainingOptions): Promise<Outcome | ToChange> {
  const { folder, observer, signal } = options;
  const disk = new DiskWriter({ folder, signal, minutes: run.config.waitWhenFull });
  const watch = await HealthWatch.open(run, { folder, disk, onFault: (diagnosis) => observer.faulty(diagnosis) });
  try {
    return await runToEnd(run, { ...options, watch, disk });
  } catch (cause) {
    // why the run failed is what is told
    if (cause instanceof NotFiniteError) await watch.failed(cause.step, cause.message).catch(() => {});
    await writeReport(folder, run.config).catch(() => {});
    throw await trainingFailure(cause, run, folder);
  }
}

interface RunToEndOptions extends RunTrainingOptions {
  readonly watch: HealthWatch;
  readonly disk: DiskWriter;
}

async function runToEnd(run: Run, options: RunToEndOptions): Promise<Outcome | ToChange> {
  const { config, trainer, steps } = run;
  const { folder, signal, observer, events, lock, watch, disk } = options;
  const { startedAt = performance.now() } = options;
  const seconds = () => Math.round(options.seconds * 1e3 + performance.now() - startedAt) / 1e3;
  const isSaveDue = saveSchedule(config.saveEvery);
  const save = (name?: string, of: PartialConfig = config) =>
    disk.write(async () => {
      await lock?.check();
      await folder.save(trainer, of, { ...(name !== undefined && { name }), keep: config.keep ?? 0 });
    });
  const isReportDue = saveSchedule(undefined);
  const evaluations = await openEvaluations(run, { ...options, save, seconds, isReportDue });
  const drawNow = async () => {
    await trainer.pull();
    const picture = pictureOf(await drawRun(run));
    const path = folder.file(`${PICTURES}/${`${trainer.step}`.padStart(7, "0")}.png`);
    await disk.write(async () => {
      await makeFolder(folder.file(PICTURES));
      await writeFileAtomically(path, toPng(picture));
    });
    await disk.write(() => noteCodes(run, folder));
    await disk.write(async () => events?.drawn(trainer.step, picture));
  };
  const isTimeOver = () => performance.now() - startedAt >= 60_000 * (config.minutes ?? Number.POSITIVE_INFINITY);
  const isOver = () => signal.aborted || evaluations.isOver() || disk.isFull || isTimeOver();
  const earlier = config.auto ? await readChanges(folder, trainer.step) : [];
  const changeDue = async (): Promise<ToChange | undefined> => {
    const { step } = trainer;
    if (!config.auto || step >= steps || watch.health.at(-1)?.step !== step) return undefined;
    const changes = nextChange({ log: watch.log, health: watch.health, config, step, changes: earlier });
    if (!changes) return undefined;
    // a run that is broken off between the two goes on from before, and comes to it again
    await disk.write(() => writeChanges(folder, [...earlier, ...changes]));
    await save(undefined, changes.reduce<PartialConfig>(withDifference, config));
    disk.requireSpace();
    return { changes };
  };
  if (trainer.step > 0) await evaluations.takeDue(); // what a signal broke off is made up for
  const due = isOver() ? undefined : await changeDue(); // and what the run's end did
  if (due) return due;
  const updates = isOver() ? [] : train(trainer, trainingBatches(run), { steps, reportEvery: config.reportEvery });
  for await (const { step, losses: reported } of updates) {
    if (reported) {
      const { losses, health } = await watch.reported(step, reported);
      await disk.write(() => folder.log({ step, seconds: seconds(), losses }));
      await disk.write(async () => events?.reported(step, losses));
      if (health) await disk.write(async () => events?.measured(health));
      observer.reported(step, losses);
    }
    if (step % (config.picturesEvery ?? Number.POSITIVE_INFINITY) === 0) await drawNow();
    await evaluations.takeDue();
    if (isOver()) break;
    const due = await changeDue();
    if (due) return due;
    if (isSaveDue(step)) await save();
  }
  await save();
  disk.requireSpace();
  if (signal.aborted) return "interrupted";
  if (evaluations.isOver()) return "ended early";
  await evaluations.takeAll();
  disk.requireSpace();
  if (signal.aborted) return "interrupted";
  return trainer.step < steps ? "out of time" : "finished";
}

function saveSchedule(every: number | undefined): (step: number) => boolean {
  if (every !== undefined) return (step) => step % every === 0;
  let saved = performance.now();
  return () => {
    if (performance.now() - saved < MILLISECONDS_BETWEEN_CHECKPOINTS) return false;
    saved = performance.now();
    return true;
  };
}
