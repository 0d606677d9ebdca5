import { type Context, createContext, createRng, type Model, type NdArray } from "@genlab/core";
import { toTensors } from "@genlab/trainers";
import { dispose, type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { SessionData } from "../data.js";
import type { SessionSpec } from "../spec.js";

/** What a look sees of a session. */
export interface View {
  readonly spec: SessionSpec;
  readonly model: Model;
  readonly data: SessionData;
  readonly step: number;
}

/** One kind of question, and its answer: typed arrays, which are then transferred. It leaves no tensor behind. */
export type Look<Query, Answer> = (view: View, query: Query) => Promise<Answer>;

/** The context of a look. Its draws are the same at every step, so that a picture moves as its model does. */
export const contextFor = ({ spec, step }: View, purpose: string): Context =>
  createContext({ rng: createRng(spec.seed).fork("pictures").fork(purpose), step });

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
