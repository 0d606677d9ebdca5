import {
  createContext,
  GenlabError,
  type GivenBatch,
  type Model,
  type Rng,
  refuseUnknown,
  toTensors,
} from "@genlab/core";
import { dispose, tidy } from "@tensorflow/tfjs-core";
import { untilLost } from "./device-loss.js";
import { phaseLoss } from "./phase-loss.js";
import { requireData, requireLabelsOf } from "./require-data.js";
import { phasesOf, requireBatches } from "./require-training.js";
import { countOf, wholeBatches } from "./whole-batches.js";

export interface EvaluateOptions {
  readonly rng: Rng;
  /** The step whose scheduled weights to use. Default 0. */
  readonly step?: number;
}

/** Mean terms by phase, and of how many examples they are. */
export type Evaluation = Readonly<Record<string, Readonly<Record<string, number>> & { readonly examples: number }>>;

/**
 * Every phase's terms in evaluation mode, averaged over all examples of the data: a batch counts by its size. A model that needs whole
 * packs (`batchMultiple`) leaves out what is left at the end; `examples` says how many were taken.
 *
 * Runs eagerly on the backend that is set.
 *
 * @throws GenlabError when there is no example, or the model is not for them.
 */
export async function evaluate(
  model: Model,
  data: Iterable<GivenBatch> | AsyncIterable<GivenBatch>,
  { rng, step = 0, ...others }: EvaluateOptions,
): Promise<Evaluation> {
  refuseUnknown("evaluate", others, { rng, step });
  requireBatches("evaluate", data);
  const phases = phasesOf("evaluate", model);
  const sums: Record<string, Record<string, number>> = {};
  const context = createContext({ rng, step });
  const multiple = model.batchMultiple ?? 1;
  let examples = 0;
  for await (const batch of wholeBatches(data, multiple)) {
    const count = countOf(batch);
    if (count === 0) continue;
    requireLabelsOf(model, batch);
    requireData(model, batch);
    examples += count;
    const tensors = toTensors(batch);
    try {
      for (const phase of phases) {
        const terms = tidy(() => phaseLoss(phase, tensors, context));
        sums[phase.name] ??= {};
        const sum = sums[phase.name]!;
        for (const [term, scalar] of Object.entries(terms)) {
          sum[term] = (sum[term] ?? 0) + count * (await untilLost(scalar.data()))[0]!;
        }
        dispose(terms); // at the end: two terms may be one tensor
      }
    } finally {
      dispose(Object.values(tensors));
    }
  }
  if (examples === 0) {
    const needed = multiple > 1 ? ` The model needs ${multiple} examples at a time.` : "";
    throw new GenlabError(`There is no batch to evaluate on.${needed}`);
  }
  const mean = (terms: Record<string, number>) =>
    Object.fromEntries(Object.entries(terms).map(([term, sum]) => [term, sum / examples]));
  return Object.fromEntries(Object.entries(sums).map(([phase, terms]) => [phase, { ...mean(terms), examples }]));
}
