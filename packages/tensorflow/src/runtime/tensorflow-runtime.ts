import { GenlabError } from "@genlab/core";
import { type Executable, type Graph, optimize, type Runtime, type TensorType, type Values } from "@genlab/graph";
import type { SharedMemory } from "@genlab/wasm";
import { encodeGraphDef } from "../encode/encode-graph-def.js";
import type { Precision } from "../lower/emitter.js";
import { lower } from "../lower/lower.js";
import type { CApi } from "../native/c-api.js";
import { Context, type ContextOptions } from "./context.js";
import { defineFunction, removeFunction } from "./functions.js";
import { Kernels } from "./kernels.js";
import { shareTensors } from "./shared-tensors.js";
import type { TensorflowValue } from "./tensorflow-value.js";
import { read, write } from "./values.js";

export interface TensorflowRuntimeOptions extends ContextOptions {
  readonly precision: Precision;
  /** Whether WebAssembly moves variables, on the processor. */
  readonly updatesInWasm: boolean;
}

// of Node, where alone there are shared libraries
declare function setImmediate(callback: () => void): unknown;

/** Graphs as functions of TensorFlow, and values as its tensors, which stay on the device that computes. */
export class TensorflowRuntime implements Runtime<TensorflowValue> {
  readonly name = "TensorFlow";
  readonly details: string;
  readonly #context: Context;
  readonly #kernels: Kernels;
  readonly #precision: Precision;
  /** Where variables lie that WebAssembly updates. Without, TensorFlow does. */
  readonly #shared: SharedMemory<TensorflowValue> | undefined;
  // values, not handles: TensorFlow gives an address again
  readonly #live = new Set<TensorflowValue>();
  // an executor forgets the programs of models that are gone
  readonly #collected = new FinalizationRegistry<string>((name) => this.#remove(name));
  readonly #functions = new Set<string>();
  #isDisposed = false;

  /** @throws GenlabError where there is no such device, and for another number of threads than that of the first in the process. */
  constructor(api: CApi, { precision, updatesInWasm, ...options }: TensorflowRuntimeOptions) {
    this.#context = new Context(api, options);
    this.#shared = updatesInWasm ? shareTensors(this.#context) : undefined;
    this.#precision = precision;
    this.#kernels = new Kernels(this.#context);
    const { threads, isProcessor } = this.#context;
    const count = threads === 0 ? "" : `, ${threads} ${threads === 1 ? "thread" : "threads"}`;
    const parts = [
      `${api.version}, by its C interface, on ${isProcessor ? "cpu" : "gpu"}${count}`,
      ...(precision === "float32" ? [] : [`products in ${precision}`]),
      ...(this.#shared ? ["updates in WebAssembly"] : []),
    ];
    this.details = parts.join(", ");
  }

  async compile(graph: Graph): Promise<Executable<TensorflowValue>> {
    this.#requireContext();
    const prepared = optimize(graph);
    const lowered = lower(prepared, { precision: this.#precision, copiesViews: this.#shared !== undefined });
    this.#kernels.require(lowered.nodes);
    const inputs = [...lowered.inputs.keys()];
    const types = prepared.outputs.map(({ name, node }): [string, TensorType] => [name, node]);
    const name = defineFunction(this.#context, {
      graph: encodeGraphDef(lowered.nodes),
      inputs: [...lowered.inputs.values()],
      outputs: [...lowered.outputs.values()],
    });
    this.#functions.add(name);
    const executable: Executable<TensorflowValue> = {
      inputs,
      run: async (given) => {
        this.#requireContext();
        if (!this.#functions.has(name)) throw new GenlabError("The program was given up.");
        // computed at the call: an input may be freed right after it
        const handles = this.#run(
          name,
          inputs.map((each) => this.#handleOf(each, given)),
          types.length,
        );
        const results = new Map(types.map(([output, type], i) => [output, this.#value(handles[i]!, type)]));
        // signals and timers have their turn between runs
        await new Promise<void>((resolve) => setImmediate(resolve));
        return results;
      },
      dispose: async () => this.#remove(name),
    };
    this.#collected.register(executable, name);
    return executable;
  }

  async compileUpdate(
    graph: Graph,
    over: ReadonlyMap<string, string>,
  ): Promise<Executable<TensorflowValue> | undefined> {
    const executable = await this.#shared?.compile(graph, over);
    if (!executable) return undefined;
    return {
      ...executable,
      run: async (given, into) => {
        this.#requireContext();
        for (const input of executable.inputs) this.#handleOf(input, given);
        const results = await executable.run(given, into);
        this.#requireContext();
        for (const value of results.values()) this.#live.add(value);
        return results;
      },
    };
  }

  hold(entries: Values, type: TensorType): TensorflowValue {
    this.#requireContext();
    const value = this.#shared?.hold(entries, type);
    if (!value) return this.put(entries, type);
    this.#live.add(value);
    return value;
  }

  put(entries: Values, { shape, dtype }: TensorType): TensorflowValue {
    this.#requireContext();
    return this.#value(write(this.#context, entries, { shape, dtype }), { shape, dtype });
  }

  read(value: TensorflowValue): Values {
    if (!this.#live.has(value)) throw new GenlabError("A value was read that had been given up.");
    return read(this.#context, value);
  }

  free(value: TensorflowValue): void {
    if (!this.#live.delete(value) || this.#shared?.free(value)) return;
    this.#context.api.call("TFE_DeleteTensorHandle", value.handle);
  }

  async dispose(): Promise<void> {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#shared?.flush();
    for (const { handle } of this.#live) this.#context.api.call("TFE_DeleteTensorHandle", handle);
    this.#live.clear();
    for (const name of this.#functions) removeFunction(this.#context, name);
    this.#functions.clear();
    this.#context.dispose();
  }

  /** TensorFlow looks at no address that it is given: what is gone would end the process. */
  #requireContext(): void {
    if (this.#isDisposed) throw new GenlabError("The runtime was disposed of. Make a new one.");
  }

  #handleOf(input: string, given: ReadonlyMap<string, TensorflowValue>): bigint {
    const value = given.get(input);
    if (!value) throw new GenlabError(`The input "${input}" was not given.`);
    if (this.#live.has(value)) return value.handle;
    throw new GenlabError(`The input "${input}" is a value that had been given up.`);
  }

  /** Calls a function; its results are the values of its outputs, in their order. */
  #run(name: string, inputs: readonly bigint[], count: number): BigUint64Array {
    const { api, address, device } = this.#context;
    const operation = api.try("TFE_NewOp", address, name);
    try {
      api.try("TFE_OpSetDevice", operation, device);
      api.try("TFE_OpAddInputList", operation, BigUint64Array.from(inputs), inputs.length);
      const results = new BigUint64Array(count);
      api.try("TFE_Execute", operation, results, Int32Array.of(count));
      return results;
    } finally {
      api.call("TFE_DeleteOp", operation);
    }
  }

  #value(handle: bigint, { shape, dtype }: TensorType): TensorflowValue {
    const value = { handle, type: { shape, dtype } };
    this.#live.add(value);
    return value;
  }

  #remove(name: string): void {
    if (this.#functions.delete(name)) removeFunction(this.#context, name);
  }
}
