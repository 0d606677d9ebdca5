import { batches } from "@genlab/data";
import { evaluate, type PhaseLosses, train } from "@genlab/trainers";
import type { RunFolder } from "@genlab/trainers/node";
import type { Run } from "../runs/create-run.js";
import { rngFor } from "../runs/rng-for.js";
import { evenBatches } from "./even-batches.js";
import { TrainingFailure } from "./training-failure.js";

/** Hears how a run goes. */
export interface RunObserver {
  reported(step: number, losses: PhaseLosses): void;
  evaluated(step: number, losses: PhaseLosses): void;
}

export interface RunTrainingOptions {
  readonly folder: RunFolder;
  /** Seconds that the run has trained before. */
  readonly seconds: number;
  /** Stops after the step that is under way. */
  readonly signal: AbortSignal;
  readonly observer: RunObserver;
}

const MILLISECONDS_BETWEEN_CHECKPOINTS = 30_000;

/**
 * Trains a run to its end, or until `signal`; logs, evaluates and saves. Neither when it saves nor when it reports
 * changes the numbers.
 *
 * @throws TrainingFailure when a loss is not finite, or the disk refuses.
 */
export async function runTraining(run: Run, options: RunTrainingOptions): Promise<"finished" | "interrupted"> {
  try {
    return await runToEnd(run, options);
  } catch (cause) {
    throw new TrainingFailure(cause, options.folder.path);
  }
}

async function runToEnd(run: Run, options: RunTrainingOptions): Promise<"finished" | "interrupted"> {
  const { config, data, trainer, steps, stepsPerEpoch } = run;
  const { folder, signal, observer } = options;
  const start = performance.now();
  const seconds = () => Math.round(options.seconds * 1e3 + performance.now() - start) / 1e3;
  const isSaveDue = saveSchedule(config.saveEvery);
  const evaluateNow = async () => {
    const losses = await evaluateRun(run, signal);
    if (!losses) return;
    await folder.log({ step: trainer.step, seconds: seconds(), evaluation: losses });
    observer.evaluated(trainer.step, losses);
  };

  const { batchSize, lastBatch } = config;
  const drawn = batches(data.train, { batchSize, lastBatch, rng: rngFor(config, "data"), start: trainer.step });
  for await (const { step, losses } of train(trainer, drawn, { steps, reportEvery: config.reportEvery })) {
    if (losses) {
      await folder.log({ step, seconds: seconds(), losses });
      observer.reported(step, losses);
    }
    if (step < steps && step % (config.evaluateEvery * stepsPerEpoch) === 0) await evaluateNow();
    if (signal.aborted) break;
    if (isSaveDue(step)) await folder.save(trainer, config);
  }
  await folder.save(trainer, config);
  if (trainer.step < steps) return "interrupted";
  await evaluateNow();
  return signal.aborted ? "interrupted" : "finished";
}

/** Mean losses over the test part, or undefined when `signal` came in between. The draws are the same each time. */
async function evaluateRun({ config, data, trainer }: Run, signal: AbortSignal): Promise<PhaseLosses | undefined> {
  const { model, average } = trainer.state;
  await trainer.pull();
  const all = evenBatches(data.test, { most: config.batchSize, multiple: model.batchMultiple ?? 1 });
  try {
    return await evaluate(average ?? model, stoppable(all, signal), {
      rng: rngFor(config, "evaluation"),
      step: trainer.step,
    });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

/** Lets signals in between two batches; a synchronous backend would keep them waiting to the end. */
async function* stoppable<T>(items: Iterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  for (const item of items) {
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    yield item;
  }
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
