import type { RunData } from "../data/run-data.js";
import type { RunConfig } from "./run-config.js";
import type { SettledConfig } from "./settle-network.js";

/**
 * Makes a batch that nobody asked for no larger than the data, unless the last one may be incomplete, and a multiple of what the model takes at
 * a time. One that was asked for is left to be refused.
 */
export function settleBatch(config: RunConfig, { train }: RunData, isAsked: boolean): SettledConfig {
  if (isAsked) return { config };
  const multiple = Number(config.model.pack ?? 1);
  const isFew = config.lastBatch !== "keep" && train.length < config.batchSize;
  const most = isFew ? train.length : config.batchSize;
  const batchSize = most - (most % multiple);
  if (batchSize === 0 || batchSize === config.batchSize) return { config };
  const reason = isFew ? `${train.length} are to train on` : `the model takes ${multiple} at a time`;
  return {
    config: { ...config, batchSize },
    note: `A batch has ${batchSize} examples instead of ${config.batchSize}: ${reason}. --batch says another size.`,
  };
}
