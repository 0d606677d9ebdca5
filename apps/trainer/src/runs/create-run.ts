import type { Executor, Model } from "@genlab/core";
import { batches, batchesPerEpoch, fromArrays } from "@genlab/data";
import { Trainer } from "@genlab/trainers";
import type { Metrics } from "@genlab/trainers/node";
import { createOptimizers, type OptimizersConfiguration } from "@genlab/zoo";
import type { RunConfig } from "../config/run-config.js";
import { meanOf } from "../data/mean-of.js";
import type { RunData } from "../data/run-data.js";
import { createExecutor } from "../engines/create-executor.js";
import { checkModelTogether } from "../parallel/check-model-together.js";
import type { Rank } from "../parallel/rank.js";
import { Plateau } from "../training/plateau.js";
import { checkBatches } from "./check-batches.js";
import { modelOf } from "./model-of.js";
import { rngFor } from "./rng-for.js";

/** A run that is ready to train: its model has its first weights, or those of a checkpoint. */
export interface Run {
  readonly config: RunConfig;
  readonly data: RunData;
  readonly trainer: Trainer;
  /** Makes rates smaller, where it is asked for. */
  readonly plateau?: Plateau;
  /** Updates in the whole run. */
  readonly steps: number;
  /** Where several processes train it, this one. */
  readonly rank?: Rank;
  /** Rounded up where a step takes several batches. */
  readonly stepsPerEpoch: number;
}

/** Reports between two measurements of a run's health, which are so a few thousandths of its time. */
const HEALTH_EVERY = 10;

/** What is not made by the configuration. */
export interface RunParts {
  readonly model?: Model;
  readonly executor?: Executor;
  /** Of several processes that train it. */
  readonly rank?: Rank | undefined;
  /** Of a run that goes on. */
  readonly log?: readonly Metrics[];
}

export async function createRun(config: RunConfig, all: RunData, parts: RunParts = {}): Promise<Run> {
  const { model = modelOf(config, all.train.length), log = [], rank } = parts;
  const data = config.overfitBatch ? oneBatch(all, config) : all;
  const { optimizer, average, gradientNorms, reportEvery, healthEvery = HEALTH_EVERY, accumulate, freeze } = config;
  const { batchSize, lastBatch } = config;
  const perEpoch = batchesPerEpoch(all.train, { batchSize, lastBatch });
  if (rank) checkModelTogether(model, config.model.type, rank);
  checkBatches(model, config, data, rank?.count);
  model.startAtMean?.(meanOf(data.train)); // a checkpoint has its own
  const plateau = config.plateau && new Plateau(config.plateau, log);
  const rates = plateau ? plateau.rates(optimizer) : optimizer;
  const trainer = new Trainer(model, {
    optimizer: createOptimizers(rates as OptimizersConfiguration), // which checks it
    rng: rngFor(config, "training"),
    gradientNorms,
    ...(healthEvery > 0 && { healthEvery: healthEvery * reportEvery }),
    executor: parts.executor ?? (await createExecutor({ ...config, ranks: rank })),
    ...(average && { average }),
    ...(accumulate !== undefined && { accumulate }),
    ...(freeze && { frozen: freeze }),
  });
  const stepsPerEpoch = Math.ceil(perEpoch / trainer.batchesPerStep);
  const steps = config.steps ?? (config.epochs ?? 0) * stepsPerEpoch;
  return { config, data, trainer, steps, stepsPerEpoch, ...(plateau && { plateau }), ...(rank && { rank }) };
}

/** The names of all phases of the model. */
export const phasesOf = ({ trainer }: Run): readonly string[] => Object.keys(trainer.state.optimizers);

/** A batch that is drawn from the training part, to train and to test on. */
function oneBatch({ train }: RunData, config: RunConfig): RunData {
  const { batchSize, lastBatch } = config;
  const { ahead: _, ...still } = train; // no batch comes next
  const [batch] = batches(still, { batchSize, lastBatch, rng: rngFor(config, "data") });
  const one = fromArrays(batch!);
  return { train: one, test: one };
}
