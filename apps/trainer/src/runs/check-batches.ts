import { GenlabError, type Model } from "@genlab/core";
import type { RunConfig } from "../config/run-config.js";
import type { RunData } from "../data/run-data.js";
import { counted } from "../terminal/words.js";

/**
 * Whole packs, say: the first batch, the last, or the evaluation at the end are too late to find out.
 *
 * @param ranks how many processes have a part of each batch
 */
export function checkBatches(
  { batchMultiple = 1 }: Model,
  { batchSize, lastBatch }: Pick<RunConfig, "batchSize" | "lastBatch">,
  { train, test }: RunData,
  ranks = 1,
): void {
  const part = batchSize / ranks;
  if (part % batchMultiple > 0) {
    const parts = ranks === 1 ? "" : `, of which each of ${ranks} processes has ${part}`;
    const multiple = ranks === 1 ? "" : ` of ${ranks * batchMultiple}`;
    throw new GenlabError(
      `"batchSize" is ${batchSize}${parts}, but the model takes ${batchMultiple} at a time. Give a multiple${multiple}.`,
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
