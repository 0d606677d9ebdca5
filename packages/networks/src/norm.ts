import type { Layer, Rng } from "@genlab/core";
import { type Activation, BatchNorm, ConditionalBatchNorm, Film, identity } from "@genlab/layers";

/** Makes a norm for so many channels. */
export type Norm = (channels: number, rng: Rng) => Layer | Activation;

/** Batch norm, with the scale and shift of the context's condition where there is one. */
export function batchNormFor(condition: number): Norm {
  return (channels, rng) =>
    condition > 0 ? new ConditionalBatchNorm({ channels, condition }, rng) : new BatchNorm({ channels });
}

/** No norm: only the scale and shift of the context's condition, where there is one. */
export function noNormFor(condition: number): Norm {
  return (channels, rng) => (condition > 0 ? new Film({ channels, condition }, rng) : identity);
}
