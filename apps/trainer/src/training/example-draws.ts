import type { Rng } from "@genlab/core";
import type { BatchOptions } from "@genlab/data";

/** Where batches are that a process draws for. */
export interface BatchPlace {
  /** The number of the first batch. */
  readonly start: number;
  /** Which part of each batch it has. Default: all of it. */
  readonly part?: BatchOptions["part"];
}

/** Of one batch. */
export interface ExampleDrawsOptions {
  readonly number: number;
  readonly part: BatchOptions["part"];
  /** In what this process has of the batch. */
  readonly examples: number;
  /** Numbers that an example takes. */
  readonly each: number;
}

/** Numbers in [0, 1) for the examples of a part of a batch: those that one process with the whole batch would draw for them. */
export function exampleDraws(rng: Rng, { number, part, examples, each }: ExampleDrawsOptions): () => number {
  const draws = rng.fork(`batch/${number}`);
  for (let before = (part?.index ?? 0) * examples * each; before > 0; before--) draws.random();
  return () => draws.random();
}
