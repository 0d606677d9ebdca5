import type { Model } from "@genlab/core";
import { NotFiniteError, restoreCheckpoint } from "@genlab/trainers";
import { RunFolder } from "@genlab/trainers/node";
import { checkConfig } from "../config/check-config.js";
import type { PartialConfig, RunConfig } from "../config/run-config.js";
import type { Change } from "../remedies/change.js";
import { readChanges, writeChanges } from "../remedies/changes-file.js";
import { changesFor } from "../remedies/next-change.js";
import { withDifference } from "../resuming/differences.js";
import { createRun, type Run } from "../runs/create-run.js";
import { type Outcome, type RunTrainingOptions, runTraining } from "./run-training.js";
import { TrainingFailure } from "./training-failure.js";

export interface TrainWithRemediesOptions extends RunTrainingOptions {
  /** Default: the model of the configuration. */
  readonly modelOf?: (config: RunConfig) => Model;
  /** Hears of a run that takes the place of the one before, which is disposed of. */
  readonly onRun: (run: Run) => void;
}

/**
 * Trains a run to its end, or until `signal`. With `auto` it goes on with other settings where the doctor changes them, from the checkpoint
 * that was saved then, as `genlab resume --set` does; after a number that is not finite from the last there is.
 *
 * @throws TrainingFailure when a loss is not finite and the doctor has no remedy, or the disk refuses.
 */
export async function trainWithRemedies(first: Run, options: TrainWithRemediesOptions): Promise<Outcome> {
  const { folder, observer } = options;
  const startedAt = performance.now();
  let run = first;
  for (;;) {
    const outcome = await runTraining(run, { ...options, startedAt }).catch(async (failure: unknown) => {
      const changes = await changesAfter(failure, run, folder);
      if (!changes) throw failure;
      return { changes };
    });
    if (typeof outcome === "string") return outcome;
    for (const change of outcome.changes) observer.changed(change);
    run = await changedRun(run, outcome.changes, options);
    options.onRun(run);
  }
}

/** What is changed after a failure, and noted. */
async function changesAfter(
  failure: unknown,
  { config }: Run,
  folder: RunFolder,
): Promise<readonly Change[] | undefined> {
  const cause = failure instanceof TrainingFailure ? failure.cause : undefined;
  if (!config.auto || !(cause instanceof NotFiniteError)) return undefined;
  const opened = await RunFolder.open(folder.path).catch(() => undefined);
  if (!opened) return undefined; // there is nothing to go back to
  const { step } = opened.checkpoint;
  const earlier = await readChanges(folder, step);
  const evidence = cause.message.split(". ", 1)[0]!;
  const diagnosis = { name: "not-finite", evidence };
  const changes = changesFor(diagnosis, { config, step, changes: earlier, log: [], health: [] });
  if (changes) await writeChanges(folder, [...earlier, ...changes]);
  return changes;
}

/** The run as it goes on from its checkpoint. */
async function changedRun(
  { config: before, data, trainer }: Run,
  changes: readonly Change[],
  { folder, modelOf }: TrainWithRemediesOptions,
): Promise<Run> {
  const config = checkConfig(changes.reduce<PartialConfig>(withDifference, before), "The configuration");
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
