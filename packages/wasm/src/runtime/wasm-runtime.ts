import { GenlabError } from "@genlab/core";
import {
  type DType,
  decompose,
  type Executable,
  type Graph,
  type OperationName,
  optimize,
  type Runtime,
  sizeOf,
  type TensorType,
  type Values,
} from "@genlab/graph";
import { NAMESPACE } from "../encode/module.js";
import { SLACK } from "../lower/plan.js";
import { fused, plain } from "../product/arithmetic.js";
import { FUNCTIONS } from "../vector/imported.js";
import { assemble } from "./assemble.js";
import { Constants } from "./constants.js";
import { readEntries, writeEntries } from "./entries.js";
import { type Block, Heap } from "./heap.js";
import type { WasmValue } from "./wasm-value.js";

type Run = (scratch: number) => void;

const LOOKING_UP: ReadonlySet<OperationName> = new Set<OperationName>(["gather", "gatherNd", "scatterNd"]);

/** Graphs as WebAssembly modules over one memory, in which values stay from step to step. */
export class WasmRuntime implements Runtime<WasmValue> {
  readonly name = "WebAssembly";
  readonly details: string;
  readonly #isFused: boolean;
  readonly #heap: Heap;
  // one for all modules: a run is over before the next begins
  #scratch: Block | undefined;
  // an executor forgets the programs of models that are gone
  readonly #collected = new FinalizationRegistry<Constants>((constants) => constants.dispose());

  constructor({ isFused, heap = new Heap() }: { readonly isFused: boolean; readonly heap?: Heap }) {
    this.details = isFused ? "with fused multiplication and addition" : "with SIMD";
    this.#isFused = isFused;
    this.#heap = heap;
  }

  /** The size of its memory, which grows and does not shrink. */
  get bytes(): number {
    return this.#heap.memory.buffer.byteLength;
  }

  compile(graph: Graph): Promise<Executable<WasmValue>> {
    return this.#compile(graph, new Map());
  }

  /** Of operations that cannot end a run when it has begun to write. */
  async compileUpdate(graph: Graph, over: ReadonlyMap<string, string>): Promise<Executable<WasmValue> | undefined> {
    return graph.nodes.some(({ op }) => LOOKING_UP.has(op)) ? undefined : this.#compile(graph, over);
  }

  async #compile(graph: Graph, over: ReadonlyMap<string, string>): Promise<Executable<WasmValue>> {
    const prepared = [optimize, decompose, optimize].reduce((current, pass) => pass(current), graph);
    const inputs = prepared.nodes.flatMap((node) => (node.op === "input" ? [node.attributes.name] : []));
    const constants = new Constants(this.#heap);
    const { outputs } = prepared;
    const slots = new Int32Array(inputs.length + outputs.length);
    try {
      const table = constants.addressOf(slots);
      const addressOf = (values: Values) => constants.addressOf(values);
      const { memory, sharedPages } = this.#heap;
      const { module, scratchBytes, inPlace } = assemble(prepared, {
        ...{ over, sharedPages },
        arithmetic: this.#isFused ? fused : plain,
        addresses: { table, inputs, addressOf },
      });
      const imports = { [NAMESPACE]: { memory, ...FUNCTIONS } };
      const { instance } = await WebAssembly.instantiate(module, imports);
      const run = instance.exports.run as Run;
      const executable: Executable<WasmValue> = {
        inputs,
        inPlace,
        run: async (given, into) => {
          const values = inputs.map((name) => this.#given(name, given));
          const results: WasmValue[] = [];
          try {
            for (const { name, node } of outputs) {
              results.push(into.get(name) ?? this.#take(sizeOf(node.shape), node.dtype));
            }
            const scratch = this.#scratchOf(scratchBytes);
            slots.set([...values, ...results].map(({ block }) => block.address));
            writeEntries(this.#heap, { address: table, bytes: 0 }, slots);
            this.#run(run, scratch);
          } catch (error) {
            for (const [i, value] of results.entries()) if (!into.has(outputs[i]!.name)) this.free(value);
            throw error;
          }
          return new Map(outputs.map(({ name }, i) => [name, results[i]!]));
        },
        dispose: async () => constants.dispose(),
      };
      this.#collected.register(executable, constants);
      return executable;
    } catch (error) {
      constants.dispose();
      throw error;
    }
  }

  put(entries: Values, { dtype }: TensorType): WasmValue {
    const value = this.#take(entries.length, dtype);
    writeEntries(this.#heap, value.block, entries);
    return value;
  }

  read(value: WasmValue): Values {
    return readEntries(this.#heap, value.block, value);
  }

  /** Whether the memory has room for such a value as large as it is. */
  hasRoom({ shape }: TensorType): boolean {
    return this.#heap.hasRoom(4 * sizeOf(shape) + SLACK);
  }

  /** A value whose entries are whatever was there. */
  take({ shape, dtype }: TensorType): WasmValue {
    return this.#take(sizeOf(shape), dtype);
  }

  /** The entries where they lie, four bytes each. They are those of a bool as numbers. */
  view({ block, length, dtype }: WasmValue): Float32Array | Int32Array {
    const Kind = dtype === "float32" ? Float32Array : Int32Array;
    return new Kind(this.#heap.memory.buffer, block.address, length);
  }

  free({ block }: WasmValue): void {
    this.#heap.give(block);
  }

  // the collector takes the memory
  async dispose(): Promise<void> {}

  #given(name: string, given: ReadonlyMap<string, WasmValue>): WasmValue {
    const value = given.get(name);
    if (!value) throw new GenlabError(`The input "${name}" was not given.`);
    return value;
  }

  #take(length: number, dtype: DType): WasmValue {
    return { block: this.#heap.take(4 * length + SLACK), length, dtype };
  }

  #scratchOf(bytes: number): number {
    if (!this.#scratch || this.#scratch.bytes < bytes) {
      if (this.#scratch) this.#heap.give(this.#scratch);
      this.#scratch = undefined;
      this.#scratch = this.#heap.take(bytes);
    }
    return this.#scratch.address;
  }

  #run(run: Run, scratch: number): void {
    try {
      run(scratch);
    } catch (cause) {
      if (!(cause instanceof WebAssembly.RuntimeError)) throw cause;
      throw new GenlabError(`An index lies outside of what it is taken from (${cause.message}).`, { cause });
    }
  }
}
