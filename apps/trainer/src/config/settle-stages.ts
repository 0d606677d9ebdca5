import { batchesPerEpoch, type Dataset } from "@genlab/data";
import { models } from "@genlab/zoo";
import type { RunConfig } from "./run-config.js";

/**
 * Gives each stage of a model whose steps are left to it its share of the run: a short one has its last stage too. `train` tells how long
 * epochs are.
 */
export function settleStages(config: RunConfig, train?: Dataset): RunConfig {
  const { batchSize, lastBatch, model } = config;
  const { stages }: { readonly stages?: Readonly<Record<string, number>> } =
    models[model.type as keyof typeof models] ?? {};
  if (!stages) return config;
  const steps = config.steps ?? (config.epochs ?? 0) * (train ? batchesPerEpoch(train, { batchSize, lastBatch }) : 0);
  const shares = Object.entries(stages).map(([name, share]) => [name, Math.max(1, Math.floor(share * steps))]);
  return { ...config, model: { ...model, ...Object.fromEntries(shares), ...model } };
}
