import { createRng, GenlabError, type Model } from "@genlab/core";
import { batchesPerEpoch } from "@genlab/data";
import { Trainer } from "@genlab/trainers";
import { createModel, createOptimizers, type ModelConfiguration, type OptimizersConfiguration } from "@genlab/zoo";
import type { RunConfig } from "../config/run-config.js";
import { exampleShape } from "../data/load-data.js";
import type { RunData } from "../data/run-data.js";
import { createExecutor } from "../engines/engine.js";
import { counted } from "../terminal/words.js";

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

/** Whole packs, say: the first batch, the last, or the evaluation at the end are too late to find out. */
export function checkBatches(
  { batchMultiple = 1 }: Model,
  { batchSize, lastBatch }: Pick<RunConfig, "batchSize" | "lastBatch">,
  { train, test }: RunData,
): void {
  if (batchSize % batchMultiple > 0) {
    throw new GenlabError(
      `"batchSize" is ${batchSize}, but the model takes ${batchMultiple} at a time. Give a multiple.`,
    );
  }
  if (lastBatch === "keep" && train.length % batchMultiple > 0) {
    throw new GenlabError(
      `The last of ${train.length} examples make no batch: the model takes ${batchMultiple} at a time. Set "lastBatch" to "drop".`,
    );
  }
  if (test.length >= batchMultiple) return;
  throw new GenlabError(
    `The test part has ${counted(test.length, "example", "examples")}, but the model takes ${batchMultiple} at a time. Test on more, or use a smaller "model.pack".`,
  );
}

/** The model of a run with its first weights; one that is to be trained knows of how many examples. */
export const modelOf = (config: RunConfig, examples?: number): Model =>
  createModel(config.model as ModelConfiguration, {
    shape: exampleShape(config.data),
    rng: rngFor(config, "model"),
    ...(examples !== undefined && { examples }),
  });

/** The stream of a run for one purpose. They all come from the seed, so that a resumed run has the same. */
export const rngFor = (
  { seed }: RunConfig,
  purpose: "model" | "data" | "training" | "points" | "evaluation" | "pictures",
) => createRng(seed).fork(purpose);
