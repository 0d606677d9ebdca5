import type { ArrayBatch, Executor, Program, Rng } from "@genlab/core";
import type { PhaseLosses } from "../train.js";

export interface ProbeOptions {
  readonly executor: Executor;
  readonly batch: ArrayBatch;
  readonly rng: Rng;
  readonly step: number;
}

/** The figures of `probesOf` a model, on a batch of data. Give the same programs each time: an executor knows what it has compiled by them. */
export async function probeModel(
  probes: readonly Program[],
  { executor, batch, rng, step }: ProbeOptions,
): Promise<PhaseLosses> {
  const figures: Record<string, Readonly<Record<string, number>>> = {};
  for (const probe of probes) {
    const [pending] = await executor.run([probe], { batch, rng: rng.fork(probe.name), step });
    try {
      figures[probe.name] = await pending!.read();
    } finally {
      pending!.dispose();
    }
  }
  return figures;
}
