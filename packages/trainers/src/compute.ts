import {
  type ArrayBatch,
  type Context,
  type Executor,
  type Module,
  type NdArray,
  type Program,
  type Rng,
  refuseUnknown,
  requireMethods,
  type TensorBatch,
} from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";
import { EagerExecutor } from "./eager-executor.js";

export interface ComputeOptions {
  /** Stands for one function of this model, so that an executor may know it again: the first `run` of a name is kept. */
  readonly name: string;
  /** Gives a tensor of the batch, the draws of its context, and the model. Where it is called again, with other draws or another batch, all else is the same. */
  readonly run: (batch: TensorBatch, context: Context) => Tensor;
  /** Default: none, for what is made of draws alone. */
  readonly batch?: ArrayBatch;
  readonly rng: Rng;
  /** The step whose scheduled weights to use. Default 0. */
  readonly step?: number;
  /** What computes. Default: an `EagerExecutor`, on the backend that is set. */
  readonly executor?: Executor | undefined;
}

/** What a model makes, in evaluation mode: samples, codes, reconstructions, scores, on an executor, which may compile it. */
export async function compute(model: Module, options: ComputeOptions): Promise<NdArray> {
  const { name, run, batch = {}, rng, step = 0, executor = new EagerExecutor(), ...others } = options;
  refuseUnknown("compute", others, { name, run, batch, rng, step, executor });
  requireMethods("compute", { executor }, ["compute"], "trainer.executor");
  const { result } = await executor.compute(programOf(model, name, run), { batch, rng, step });
  return result!;
}

/** By model and name: an executor knows a program that it has compiled by its identity. */
const known = new WeakMap<Module, Map<string, Program<Tensor>>>();

function programOf(model: Module, name: string, run: ComputeOptions["run"]): Program<Tensor> {
  const programs = known.get(model) ?? new Map<string, Program<Tensor>>();
  known.set(model, programs);
  const program = programs.get(name) ?? {
    ...{ name, state: model, training: false },
    run: (batch: TensorBatch, context: Context) => ({ result: run(batch, context) }),
  };
  programs.set(name, program);
  return program;
}
