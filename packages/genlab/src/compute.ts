import {
  type ArrayBatch,
  arrayBatchOf,
  type Context,
  createContext,
  createRng,
  dtypeOf,
  GenlabError,
  type GivenBatch,
  type Module,
  optionsOf,
  refuseUnknown,
  requireFunctions,
  type TensorBatch,
  toTensors,
} from "@genlab/core";
import type { NdArray } from "@genlab/data";
import { fillDraws, sizeOf, type Trace, trace, UnknownKernelError, type Values } from "@genlab/graph";
import { hasFused, hasVectors, WasmRuntime, type WasmValue } from "@genlab/wasm";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";

/** What is computed: tensors by name, of tensors by name. */
export type Computed = (inputs: TensorBatch, context: Context) => Readonly<Record<string, Tensor>>;

export interface ComputeOptions {
  /** Arrays by name, which the function is given as tensors. Default: none. */
  readonly inputs?: GivenBatch;
  /** What random numbers follow from. Default 0. */
  readonly seed?: number;
}

/**
 * What a function of a module gives, in evaluation mode, compiled to WebAssembly:
 * `compute(model, ({ x }, context) => ({ z: model.encode(x, context) }), { inputs: { x } })`.
 *
 * @param module all whose variables are read: a model, or `[model, prior]`
 * @throws GenlabError for options that there are not, for what is no function of tensors, and where it assigns a variable.
 */
export async function compute(
  module: Module,
  run: Computed,
  options: ComputeOptions = {},
): Promise<Readonly<Record<string, NdArray>>> {
  const { inputs = {}, seed = 0, ...others } = optionsOf("compute", options);
  refuseUnknown("compute", others, { inputs, seed });
  requireFunctions("compute", { run }, "({ x }, context) => ({ z: model.encode(x, context) })");
  const batch = arrayBatchOf(inputs);
  const traced = hasVectors() ? traceOf(module, run, batch) : undefined;
  return traced ? onWasm(traced, batch, seed) : eagerly(run, batch, seed);
}

function traceOf(module: Module, run: Computed, batch: ArrayBatch): Trace | undefined {
  const types = Object.entries(batch).map(([name, array]) => [name, { shape: array.shape, dtype: dtypeOf(array) }]);
  try {
    const traced = trace(run, { name: "compute", inputs: Object.fromEntries(types), state: module });
    const assigned = traced.graph.outputs.find(({ name }) => name.startsWith("next/"));
    if (!assigned) return traced;
    throw new GenlabError(`compute assigns ${assigned.name.slice("next/".length)}. It is for what changes nothing.`);
  } catch (error) {
    if (error instanceof UnknownKernelError) return undefined;
    throw error;
  }
}

async function onWasm({ graph, variables, draws, schedules }: Trace, batch: ArrayBatch, seed: number) {
  const runtime = new WasmRuntime({ isFused: hasFused() });
  const executable = await runtime.compile(graph);
  const given = new Map<string, WasmValue>();
  const put = (name: string, entries: Values, shape: readonly number[], dtype: "float32" | "int32" | "bool") => {
    if (executable.inputs.includes(name)) given.set(name, runtime.put(entries, { shape, dtype }));
  };
  for (const [name, array] of Object.entries(batch)) {
    put(name, array.data instanceof Uint8Array ? Int32Array.from(array.data) : array.data, array.shape, dtypeOf(array));
  }
  for (const [path, variable] of variables) {
    put(`state/${path}`, (await variable.data()) as Values, variable.shape, variable.dtype as "float32" | "int32");
  }
  for (const [name, schedule] of schedules) put(name, Float32Array.of(schedule(0)), [], "float32");
  const drawn = new Map(draws.draws.map(({ name, shape }) => [name, new Float32Array(sizeOf(shape))]));
  fillDraws(draws, createRng(seed), ({ name }) => drawn.get(name)!);
  for (const { name, shape } of draws.draws) put(name, drawn.get(name)!, shape, "float32");
  const results = await executable.run(given, new Map());
  const arrays = graph.outputs.map(({ name, node }) => {
    const data = runtime.read(results.get(name)!).slice(); // the memory goes with the runtime
    return [name, { data, shape: node.shape }] as const;
  });
  return Object.fromEntries(arrays);
}

/** On the backend of tfjs that is set: what a graph has no operation for. */
async function eagerly(run: Computed, batch: ArrayBatch, seed: number) {
  const results = tidy(() => ({ ...run(toTensors(batch), createContext({ rng: createRng(seed) })) }));
  const arrays = Object.entries(results).map(async ([name, tensor]) => {
    const data = (await tensor.data()) as Values;
    tensor.dispose();
    return [name, { data, shape: tensor.shape }] as const;
  });
  return Object.fromEntries(await Promise.all(arrays));
}
