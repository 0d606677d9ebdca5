import type { Model } from "@genlab/core";
import { NotFiniteError, type Trainer, train } from "@genlab/trainers";
import type { RunFolder, RunLock } from "@genlab/trainers/node";
import type { PartialConfig, RunConfig } from "../config/run-config.js";
import { writeReport } from "../report/write-report.js";
import type { Run } from "../runs/create-run.js";
import { changeDue, type ToChange } from "./change-due.js";
import { DiskWriter } from "./disk-writer.js";
import { drawStep } from "./draw-step.js";
import { openEvaluations } from "./evaluations.js";
import type { EventLog } from "./event-log.js";
import { HealthWatch } from "./health-watch.js";
import type { RunObserver } from "./run-observer.js";
import { saveSchedule } from "./save-schedule.js";
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
  /** Of a run that the doctor begins anew. Default: the model of the configuration. */
  readonly modelOf?: (config: RunConfig) => Model;
  /** When it began to train, by `performance.now()`. Default: now. */
  readonly startedAt?: number;
}

/** `"ended early"`: for want of a better evaluation; `"out of time"`: its time is over. */
export type Outcome = "finished" | "ended early" | "out of time" | "interrupted";

/**
 * Trains a run to its end, or until `signal` or, with `auto`, the doctor changes a setting; logs, evaluates and saves. Neither when it saves
 * nor when it reports changes the numbers.
 *
 * @throws TrainingFailure when a loss, or a value that is to be saved, is not finite, or the disk refuses.
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
  let saved: number | undefined;
  const save = async (name?: string, of: PartialConfig = config, saving: Trainer = trainer) => {
    if (name === undefined && of === config && saved === trainer.step) return; // the one before is to be of another step
    await disk.write(async () => {
      await lock?.check();
      await folder.save(saving, of, { ...(name !== undefined && { name }), keep: config.keep ?? 0 });
    });
    if (name === undefined) saved = saving.step;
  };
  const isReportDue = saveSchedule(undefined);
  const evaluations = await openEvaluations(run, { ...options, save, seconds, isReportDue });
  const isTimeOver = () => performance.now() - startedAt >= 60_000 * (config.minutes ?? Number.POSITIVE_INFINITY);
  const isOver = () => signal.aborted || evaluations.isOver() || disk.isFull || isTimeOver();
  const saveChanged = (changed: PartialConfig, saving?: Trainer) => save(undefined, changed, saving);
  const changeNow = () =>
    changeDue(run, { folder, disk, watch, save: saveChanged, ...(options.modelOf && { modelOf: options.modelOf }) });
  if (trainer.step > 0) await evaluations.takeDue(); // what a signal broke off is made up for
  const due = isOver() ? undefined : await changeNow(); // and what the run's end did
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
    if (step % (config.picturesEvery ?? Number.POSITIVE_INFINITY) === 0) await drawStep(run, options);
    await evaluations.takeDue();
    if (isOver()) break;
    const due = await changeNow();
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
