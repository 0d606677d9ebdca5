import { NotFiniteError, restoreCheckpoint } from "@genlab/trainers";
import { RunFolder } from "@genlab/trainers/node";
import { checkConfig } from "../config/check-config.js";
import type { PartialConfig } from "../config/run-config.js";
import { readChanges, writeChanges } from "../remedies/changes-file.js";
import { changesFor, partedAt, withoutChange } from "../remedies/next-change.js";
import { withDifference } from "../resuming/differences.js";
import { createRun, phasesOf, type Run } from "../runs/create-run.js";
import type { ToChange } from "./change-due.js";
import { type Outcome, type RunTrainingOptions, runTraining } from "./run-training.js";
import { TrainingFailure } from "./training-failure.js";

const NOT_FINITE = "not-finite";

export interface TrainWithRemediesOptions extends RunTrainingOptions {
  /** Hears of a run that takes the place of the one before, which is disposed of. */
  readonly onRun: (run: Run) => void;
}

/**
 * Trains a run to its end, or until `signal`. With `auto` it goes on with other settings where the doctor changes them, from the checkpoint
 * that was saved then, as `genlab resume --set` does; after a number that is not finite from the last there is, or the one before.
 *
 * @throws TrainingFailure when a loss, or a value that is to be saved, is not finite and the doctor has no remedy, or the disk refuses.
 */
export async function trainWithRemedies(first: Run, options: TrainWithRemediesOptions): Promise<Outcome> {
  const { folder, observer } = options;
  const startedAt = performance.now();
  let run = first;
  for (;;) {
    const outcome = await runTraining(run, { ...options, startedAt }).catch(async (failure: unknown) => {
      const change = await changeAfter(failure, run, folder);
      if (!change) throw failure;
      return change;
    });
    if (typeof outcome === "string") return outcome;
    for (const change of outcome.changes) observer.changed(change);
    run = await changedRun(run, outcome.config, options);
    options.onRun(run);
  }
}

/**
 * What is changed after a failure, and noted. Where the checkpoint was gone back to for it before, what is in it is as good as lost: the one before
 * takes its place, if there is one.
 */
async function changeAfter(failure: unknown, run: Run, folder: RunFolder): Promise<ToChange | undefined> {
  const cause = failure instanceof TrainingFailure ? failure.cause : undefined;
  if (!run.config.auto || !(cause instanceof NotFiniteError)) return undefined;
  const opened = await RunFolder.open(folder.path).catch(() => undefined);
  if (!opened) return undefined; // there is nothing to go back to
  const last = opened.checkpoint.step;
  const all = await readChanges(folder);
  const isAgain = all.some(({ fault, since }) => fault === NOT_FINITE && since === last);
  // the best, which is kept apart, must be of no step that is given up
  const former = isAgain && !run.config.best ? await folder.former() : undefined;
  const isFormer = former !== undefined && former.step < last;
  const step = isFormer ? former.step : last;
  const [earlier, later] = partedAt(all, step);
  const config = checkConfig(later.reduceRight(withoutChange, run.config), "The configuration");
  const diagnosis = { name: NOT_FINITE, since: step, evidence: cause.message.split(". ", 1)[0]! };
  const known = { config, phases: phasesOf(run), step, changes: earlier, log: [], health: [] };
  const changes = changesFor(diagnosis, known);
  if (!changes) return undefined;
  if (isFormer) await folder.goBack();
  await writeChanges(folder, [...earlier, ...changes]);
  return { changes, config: changes.reduce<PartialConfig>(withDifference, config) };
}

/** The run as it goes on from its checkpoint. */
async function changedRun(
  { data, trainer }: Run,
  changed: PartialConfig,
  { folder, modelOf }: TrainWithRemediesOptions,
): Promise<Run> {
  const config = checkConfig(changed, "The configuration");
  const { checkpoint } = await RunFolder.open(folder.path);
  await folder.rewindLog(checkpoint.step);
  const next = await createRun(config, data, {
    log: await folder.metrics(),
    ...(modelOf && { model: modelOf(config) }),
  });
  await restoreCheckpoint(next.trainer, checkpoint);
  await trainer.executor.dispose?.();
  trainer.dispose();
  return next;
}
