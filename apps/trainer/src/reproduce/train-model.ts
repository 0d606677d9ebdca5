import type { Executor, Model } from "@genlab/core";
import { batches } from "@genlab/data";
import { train } from "@genlab/trainers";
import type { RunConfig } from "../config/run-config.js";
import { settleStages } from "../config/settle-stages.js";
import type { RunData } from "../data/run-data.js";
import { createRun } from "../runs/create-run.js";
import { rngFor } from "../runs/rng-for.js";
import { secondsSince } from "./seconds-since.js";

export interface TrainedModel {
  /** The moving average where the run keeps one. */
  readonly model: Model;
  /** Trained it, and draws from it by the same engine. */
  readonly executor: Executor;
  readonly steps: number;
  readonly seconds: number;
  dispose(): Promise<void>;
}

/** Trains a run to its end, without a folder: nothing is logged or saved. */
export async function trainModel(config: RunConfig, data: RunData): Promise<TrainedModel> {
  const start = performance.now();
  const { trainer, steps } = await createRun({ ...settleStages(config, data.train), healthEvery: 0 }, data);
  const { batchSize, lastBatch } = config;
  const drawn = batches(data.train, { batchSize, lastBatch, rng: rngFor(config, "data") });
  const dispose = async () => {
    await trainer.executor.dispose?.();
    trainer.dispose();
  };
  try {
    for await (const _ of train(trainer, drawn, { steps, reportEvery: config.reportEvery })); // to the end
    await trainer.pull();
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    model: trainer.state.average ?? trainer.state.model,
    executor: trainer.executor,
    steps,
    seconds: secondsSince(start),
    dispose,
  };
}
