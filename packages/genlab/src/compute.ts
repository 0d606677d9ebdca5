import {
  arrayBatchOf,
  type Context,
  createRng,
  GenlabError,
  type GivenBatch,
  type Module,
  optionsOf,
  refuseUnknown,
  requireFunctions,
  type TensorBatch,
} from "@genlab/core";
import type { NdArray } from "@genlab/data";
import { Tensor } from "@tensorflow/tfjs-core";
import { chooseExecutor } from "./choose-executor.js";

/** What is computed: tensors by name, of tensors by name. */
export type Computed = (inputs: TensorBatch, context: Context) => Readonly<Record<string, Tensor>>;

export interface ComputeOptions {
  /** Arrays by name, which the function is given as tensors. Default: none. */
  readonly inputs?: GivenBatch;
  /** What random numbers follow from. Default 0. */
  readonly seed?: number;
}

/**
 * What a function of a module gives, in evaluation mode, compiled where it can be:
 * `compute(model, ({ x }, context) => ({ z: model.encode(x, context) }), { inputs: { x } })`.
 *
 * @param module all whose variables are read: a model, or `[model, prior]`
 * @throws GenlabError for options that there are not, and for what is no function of tensors.
 *
 * @example
 * ```ts
 * import { compute, createRng, createVae, digits } from "genlab";
 *
 * const model = createVae({ shape: [8, 8, 1], latent: 4, network: "dense" }, createRng(1));
 * const { x } = (await digits({ part: "test" })).batch([0, 1, 2]);
 * const { z } = await compute(model, ({ x }, context) => ({ z: model.encode(x!, context) }), { inputs: { x: x! } });
 * console.log(z!.shape); // [3, 4]
 * ```
 */
export async function compute(
  module: Module,
  run: Computed,
  options: ComputeOptions = {},
): Promise<Readonly<Record<string, NdArray>>> {
  const { inputs = {}, seed = 0, ...others } = optionsOf("compute", options);
  refuseUnknown("compute", others, { inputs, seed });
  requireFunctions("compute", { run }, "({ x }, context) => ({ z: model.encode(x, context) })");
  const executor = await chooseExecutor({ webgpu: false }); // once is no time to compile shaders for
  try {
    const named: Computed = (given, context) => requireNamed(run(given, context));
    const program = { name: "compute", state: module, training: false, run: named };
    return await executor.compute(program, { batch: arrayBatchOf(inputs), rng: createRng(seed), step: 0 });
  } finally {
    await executor.dispose?.();
  }
}

/** @throws GenlabError for what is no object of tensors by name: neither a promise of one nor a tensor. */
function requireNamed(results: ReturnType<Computed>): ReturnType<Computed> {
  if (results instanceof Promise) {
    throw new GenlabError(
      "The function of compute gives a promise. Give one that is not async: values are in what compute gives.",
    );
  }
  if (results instanceof Tensor) {
    throw new GenlabError("The function of compute gives a tensor. Give tensors by name: { z }.");
  }
  return results;
}
