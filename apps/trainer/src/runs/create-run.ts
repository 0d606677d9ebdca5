import { batchesPerEpoch } from "@genlab/data";
import { Trainer } from "@genlab/trainers";
import { createOptimizers, type OptimizersConfiguration } from "@genlab/zoo";
import type { RunConfig } from "../config/run-config.js";
import { meanOf } from "../data/mean-of.js";
import type { RunData } from "../data/run-data.js";
import { createExecutor } from "../engines/create-executor.js";
import { checkBatches } from "./check-batches.js";
import { modelOf } from "./model-of.js";
import { rngFor } from "./rng-for.js";

/** A run that is ready to train: its model has its first weights, or those of a checkpoint. */
export interface Run {
  readonly config: RunConfig;
  readonly data: RunData;
  readonly trainer: Trainer;
  /** Updates in the whole run. */
  readonly steps: number;
  readonly stepsPerEpoch: number;
}

export async function createRun(config: RunConfig, data: RunData): Promise<Run> {
  const { optimizer, average, gradientNorms } = config;
  const { batchSize, lastBatch } = config;
  const stepsPerEpoch = batchesPerEpoch(data.train, { batchSize, lastBatch });
  const model = modelOf(config, data.train.length);
  checkBatches(model, config, data);
  model.startAtMean?.(meanOf(data.train)); // a checkpoint has its own
  const trainer = new Trainer(model, {
    optimizer: createOptimizers(optimizer as OptimizersConfiguration), // which checks it
    rng: rngFor(config, "training"),
    gradientNorms,
    executor: await createExecutor(config),
    ...(average && { average }),
  });
  const steps = config.steps ?? (config.epochs ?? 0) * stepsPerEpoch;
  return { config, data, trainer, steps, stepsPerEpoch };
}
