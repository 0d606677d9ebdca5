import {
  type ArrayBatch,
  canSampleClasses,
  createContext,
  GenlabError,
  type ImageBatch,
  type Model,
  type Rng,
  requireClasses,
  toTensors,
} from "@genlab/core";
import { dispose, tidy } from "@tensorflow/tfjs-core";
import type { PhaseLosses } from "./train.js";

export interface EvaluateOptions {
  readonly rng: Rng;
  /** The step whose scheduled weights to use. Default 0. */
  readonly step?: number;
}

/**
 * Every phase's terms in evaluation mode, averaged over the examples of the data: a batch counts by its size.
 * Runs eagerly on the backend that is set.
 */
export async function evaluate(
  model: Model,
  data: Iterable<ArrayBatch> | AsyncIterable<ArrayBatch>,
  { rng, step = 0 }: EvaluateOptions,
): Promise<PhaseLosses> {
  const sums: Record<string, Record<string, number>> = {};
  const context = createContext({ rng, step });
  let examples = 0;
  for await (const batch of data) {
    const count = sizeOf(batch);
    if (batch.y && canSampleClasses(model)) requireClasses(batch.y.data, model.classes);
    examples += count;
    const tensors = toTensors(batch);
    try {
      for (const { name, loss } of model.phases()) {
        // the border between any batch of tensors and the batch that the model declares
        const terms = tidy(() => loss(tensors as unknown as ImageBatch, context));
        sums[name] ??= {};
        for (const [term, scalar] of Object.entries(terms)) {
          sums[name][term] = (sums[name][term] ?? 0) + count * (await scalar.data())[0]!;
        }
        dispose(terms); // at the end: two terms may be one tensor
      }
    } finally {
      dispose(Object.values(tensors));
    }
  }
  if (examples === 0) throw new GenlabError("There is no batch to evaluate on.");
  const mean = (terms: Record<string, number>) =>
    Object.fromEntries(Object.entries(terms).map(([term, sum]) => [term, sum / examples]));
  return Object.fromEntries(Object.entries(sums).map(([phase, terms]) => [phase, mean(terms)]));
}

function sizeOf(batch: ArrayBatch): number {
  const size = Object.values(batch)[0]?.shape[0];
  if (size === undefined) throw new GenlabError("A batch has no field with a batch dimension.");
  return size;
}
