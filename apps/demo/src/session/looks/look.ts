import {
  type ArrayBatch,
  type Context,
  createContext,
  createRng,
  type Executor,
  type Model,
  type NdArray,
} from "@genlab/core";
import { type ComputeOptions, compute, toTensors } from "@genlab/trainers";
import { dispose, type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { SessionData } from "../data.js";
import type { SessionSpec } from "../spec.js";

/** What a look sees of a session. */
export interface View {
  readonly spec: SessionSpec;
  readonly model: Model;
  readonly data: SessionData;
  readonly step: number;
  /** What trains the model. */
  readonly executor: Executor;
}

/** One kind of question, and its answer: typed arrays, which are then transferred. It leaves no tensor behind. */
export type Look<Query, Answer> = (view: View, query: Query) => Promise<Answer>;

/** The context of a look. Its draws are the same at every step, so that a picture moves as its model does. */
export const contextFor = (view: View, purpose: string): Context =>
  createContext({ rng: rngFor(view, purpose), step: view.step });

const rngFor = ({ spec }: View, purpose: string) => createRng(spec.seed).fork("pictures").fork(purpose);

export interface Making {
  readonly name: string;
  /** Which draws. */
  readonly purpose: string;
  readonly batch?: ArrayBatch;
  readonly run: ComputeOptions["run"];
}

/** What the model makes, by what trains it. `name` stands for one function. */
export const made = (view: View, { purpose, ...making }: Making): Promise<NdArray> =>
  compute(view.model, { ...making, rng: rngFor(view, purpose), step: view.step, executor: view.executor });

/** The values of what `make` gives. Null where it gives nothing: the model cannot. */
export async function read(make: () => Tensor | null): Promise<NdArray | null> {
  const tensor = tidy(make as () => Tensor);
  if (!tensor) return null;
  try {
    const data = (await tensor.data()) as Float32Array | Int32Array;
    return { data: data.slice(), shape: tensor.shape }; // the answer goes away, and the array may be a variable's own
  } finally {
    dispose(tensor);
  }
}

/** An array on the backend that is set. */
export const tensorOf = (array: NdArray): Tensor => toTensors({ array }).array!;
