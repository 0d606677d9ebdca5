import { describe, GenlabError, refuseUnknown, requireBooleans, requireCounts, requireFunctions } from "@genlab/base";
import { type Scalar, scalar } from "@tensorflow/tfjs-core";
import type { Tensors } from "./module/variables.js";
import { requireRng } from "./require-rng.js";
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
  /** Hears of the gradients, by path, that the program goes on to update variables by: where an executor may part it in two. */
  updatesBy?(gradients: Tensors): void;
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
 * @throws GenlabError when there is no `rng`, `step` is no whole number, `training` neither true nor false, or for an option that it does not have; its
 * `schedule`, for what is no schedule, or gives no finite number.
 *
 * @example
 * ```ts
 * import { createContext, createRng, Dropout } from "genlab";
 *
 * const rng = createRng(1);
 * const x = rng.normal([2, 4]);
 * new Dropout({ rate: 0.5 }).forward(x, createContext({ rng, training: true })); // drops half
 * new Dropout({ rate: 0.5 }).forward(x, createContext({ rng })); // drops nothing
 * ```
 */
export function createContext({ rng, training = false, step = 0, ...others }: ContextOptions): Context {
  refuseUnknown("createContext", others, { rng, training, step });
  requireCounts("createContext", { step }, 0);
  requireBooleans("createContext", { training });
  requireRng("createContext", rng);
  return { training, rng, schedule: (of) => scalar(valueAt(of, step)) };
}

function valueAt(schedule: Schedule, step: number): number {
  requireFunctions("context.schedule", { schedule }, "(step) => Math.min(1, step / 1000)");
  const value = schedule(step);
  if (Number.isFinite(value)) return value;
  throw new GenlabError(`A schedule gave ${describe(value)} at step ${step}. Expected a finite number.`);
}

/** The context, for a part that stands still while another learns: dropout drops nothing, batch norm uses its running statistics. */
export function evaluating<C extends Context>(context: C): C {
  return { ...context, training: false, rng: context.rng, schedule: (of: Schedule) => context.schedule(of) };
}
