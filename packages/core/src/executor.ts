import type { ArrayBatch, NdArray } from "@genlab/base";
import type { Scalar, Tensor } from "@tensorflow/tfjs-core";
import type { Context } from "./context.js";
import type { Module } from "./module/variables.js";
import type { Rng } from "./rng.js";

/** A batch on a backend. */
export type TensorBatch = Readonly<Record<string, Tensor>>;

/**
 * One update, what an evaluation reports, or what a model makes of a batch: a function of variables, a batch, random draws and scheduled scalars,
 * and of nothing else, so that an executor may trace it once and replay it.
 */
export interface Program<Result extends Tensor = Scalar> {
  readonly name: string;
  /** Every variable that `run` reads or assigns. */
  readonly state: Module;
  /** Whether its context is one of training. Default true. */
  readonly training?: boolean;
  /** Assigns variables, returns the terms to report, or other tensors by name. */
  readonly run: (batch: TensorBatch, context: Context) => Readonly<Record<string, Result>>;
}

/** Terms that may still be on their way. Read or dispose of them once. */
export interface PendingTerms {
  read(): Promise<Readonly<Record<string, number>>>;
  dispose(): void;
}

export interface StepInputs {
  readonly batch: ArrayBatch;
  /** The draws of this step; programs take from it in order. */
  readonly rng: Rng;
  readonly step: number;
}

/** Runs a step's programs, one after the other. */
export interface Executor {
  /** What a person reads: "eager on wasm". */
  readonly name: string;
  run(programs: readonly Program[], inputs: StepInputs): Promise<readonly PendingTerms[]>;
  /** What a program gives, by name, in arrays that are the caller's: samples, codes. It waits for what runs already. */
  compute(program: Program<Tensor>, inputs: StepInputs): Promise<Readonly<Record<string, NdArray>>>;
  /**
   * Brings the values that the executor holds back to the variables of `module`. Variables whose values are at hand at once fetch them by
   * themselves when they are read.
   */
  pull(module: Module): Promise<void>;
  /** Takes up values that were assigned to the variables of `module` from outside, where the executor would not see them. */
  push(module: Module): Promise<void>;
  /** Frees what the executor holds; who made it does this at the end. Variables keep their values. */
  dispose?(): Promise<void>;
}
