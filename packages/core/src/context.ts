import { describe, GenlabError, refuseUnknown, requireCounts } from "@genlab/base";
import { type Scalar, scalar } from "@tensorflow/tfjs-core";
import type { Rng } from "./rng.js";

/** A number that depends on the training step alone, counted from 0. */
export type Schedule = (step: number) => number;

/** What a forward pass needs besides its input. Passed, never stored. */
export interface Context {
  /** Whether dropout drops and batch norm uses the batch's own statistics. */
  readonly training: boolean;
  readonly rng: Rng;
  /** The schedule's value at the present step. Reading a step in JavaScript would freeze it in a compiled step. */
  schedule(of: Schedule): Scalar;
}

export interface ContextOptions {
  readonly rng: Rng;
  /** Default false. */
  readonly training?: boolean;
  /** Default 0. */
  readonly step?: number;
}

/**
 * A context for eager use: evaluation, sampling, tests.
 *
 * @throws GenlabError when there is no `rng`, `step` is no whole number, or for an option that it does not have.
 */
export function createContext({ rng, training = false, step = 0, ...others }: ContextOptions): Context {
  refuseUnknown("createContext", others, { rng, training, step });
  requireCounts("createContext", { step }, 0);
  if (typeof rng?.normal !== "function") {
    throw new GenlabError(`\`rng\` of createContext is ${describe(rng)}. Give createRng(seed), or a fork of one.`);
  }
  return { training, rng, schedule: (of) => scalar(of(step)) };
}

/** The context, for a part that stands still while another learns: dropout drops nothing, batch norm uses its running statistics. */
export function evaluating<C extends Context>(context: C): C {
  return { ...context, training: false, rng: context.rng, schedule: (of: Schedule) => context.schedule(of) };
}
