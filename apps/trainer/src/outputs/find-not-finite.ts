import {
  decodeCheckpoint,
  encodeCheckpoint,
  FaultFindingExecutor,
  NotFiniteError,
  type NotFiniteOperation,
  restoreCheckpoint,
  train,
} from "@genlab/trainers";
import { prepareData } from "../data/prepare-data.js";
import { chooseSavedEngine } from "../engines/choose-engine.js";
import { createRun, type Run } from "../runs/create-run.js";
import type { SavedRun } from "../runs/open-run.js";
import { trainingBatches } from "../training/training-batches.js";

/** Where a run went wrong. */
export interface NotFiniteStep {
  readonly step: number;
  /** Absent where the step, done eagerly, gives finite numbers. */
  readonly operation?: NotFiniteOperation;
}

/**
 * Trains a run that failed from its last checkpoint once more, up to the first step in which a number is not finite, and does that one
 * operation by operation. Undefined where all numbers up to `last` are finite.
 */
export async function findNotFinite(saved: SavedRun, last: number): Promise<NotFiniteStep | undefined> {
  const config = { ...saved.config, ...(await chooseSavedEngine(saved.config)), healthEvery: 0 };
  const { config: settled, data } = await prepareData(config, saved.place);
  const resumed = async () => {
    const run = await createRun(settled, data);
    await restoreCheckpoint(run.trainer, saved.checkpoint);
    return run;
  };
  const step = await closing(await resumed(), (run) => firstStep(run, last));
  if (step === undefined) return undefined;
  const before = await closing(await resumed(), async (run) => {
    // the update before may have made what the loss then shows
    for await (const _ of train(run.trainer, trainingBatches(run), { steps: step - 2, reportEvery: step }));
    await run.trainer.pull();
    return encodeCheckpoint(run.trainer, {});
  });
  const executor = new FaultFindingExecutor();
  return closing(await createRun(settled, data, { executor }), async (run) => {
    await restoreCheckpoint(run.trainer, decodeCheckpoint(before, "the step before"));
    const given = trainingBatches(run);
    while (!executor.found && run.trainer.step < step) {
      const batches = Array.from({ length: run.trainer.batchesPerStep }, () => given.next().value!);
      for (const terms of (await run.trainer.update(...batches)).values()) terms.dispose();
    }
    return { step: run.trainer.step, ...(executor.found && { operation: executor.found }) };
  });
}

async function firstStep(run: Run, steps: number): Promise<number | undefined> {
  try {
    for await (const _ of train(run.trainer, trainingBatches(run), { steps })); // which looks at each step's losses
  } catch (error) {
    if (error instanceof NotFiniteError) return error.step;
    throw error;
  }
  return undefined;
}

async function closing<T>(run: Run, use: (run: Run) => Promise<T>): Promise<T> {
  try {
    return await use(run);
  } finally {
    await run.trainer.executor.dispose?.();
    run.trainer.dispose();
  }
}
