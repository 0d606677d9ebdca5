import type { ArrayBatch } from "@genlab/base";

/** Examples by index, stacked into arrays on demand. */
export interface Dataset {
  /** The number of examples. */
  readonly length: number;
  /** The shape of one example, by field. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** Stacks the examples at these indices, in this order. */
  batch(indices: readonly number[]): ArrayBatch;
  /** Hears which examples come next, so that what has to be read of them can be while those before are used. */
  ahead?(indices: readonly number[]): void;
}
