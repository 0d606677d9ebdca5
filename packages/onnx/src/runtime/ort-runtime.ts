import { GenlabError } from "@genlab/core";
import type { Executable, Graph, Runtime, TensorType, Values } from "@genlab/graph";
import type { SharedMemory } from "@genlab/wasm";
import { encodeModel } from "../encode-model.js";
import { lower } from "../lower.js";
import type { Ort, OrtSession, OrtTensor } from "../ort.js";
import { prepare } from "../prepare.js";
import type { Capabilities } from "./probe.js";

export interface OrtRuntimeParts {
  readonly ort: Ort;
  readonly createSession: (model: Uint8Array) => Promise<OrtSession>;
  readonly found: Capabilities;
  /** What follows "ONNX Runtime" in its name. */
  readonly details: string;
  /** Where values lie that WebAssembly updates. Default: ONNX Runtime updates them itself. */
  readonly shared?: SharedMemory<OrtTensor> | undefined;
}

/** ONNX Runtime by an interface whose tensors lie in JavaScript: `onnxruntime-node`, `-web`, or the C interface on the processor. */
export class OrtRuntime implements Runtime<OrtTensor> {
  readonly name = "ONNX Runtime";
  readonly details: string;
  readonly compileUpdate?: (
    graph: Graph,
    over: ReadonlyMap<string, string>,
  ) => Promise<Executable<OrtTensor> | undefined>;
  readonly #parts: OrtRuntimeParts;
  // an array that is put again, as draws are, has its tensor, and with it what a session made of that
  readonly #tensors = new WeakMap<Values, OrtTensor>();

  constructor(parts: OrtRuntimeParts) {
    this.details = parts.details;
    this.#parts = parts;
    const { shared } = parts;
    if (shared) this.compileUpdate = (graph, over) => shared.compile(graph, over);
  }

  async compile(graph: Graph): Promise<Executable<OrtTensor>> {
    const { createSession, found, shared } = this.#parts;
    const model = lower(prepare(graph, { blockSize: found.blockSize }));
    const session = await createSession(encodeModel({ graph: model, metadata: {} }));
    const inputs = model.inputs.map(({ name }) => name);
    const outputs = model.outputs.map(({ name }) => name);
    const types = new Map<string, TensorType>(graph.outputs.map(({ name, node }) => [name, node]));
    return {
      inputs,
      async run(given, into) {
        const feeds = Object.fromEntries(inputs.map((name) => [name, given.get(name)!]));
        const taken = new Map<string, OrtTensor>();
        for (const name of outputs) {
          const tensor = into.has(name) ? undefined : shared?.take(types.get(name)!);
          if (tensor) taken.set(name, tensor);
        }
        const writesTo = (name: string) => (found.writesOutputs ? (into.get(name) ?? taken.get(name)) : undefined);
        const fetches = Object.fromEntries(outputs.map((name) => [name, writesTo(name) ?? null]));
        try {
          const results = await session.run(feeds, fetches);
          // where results are written to the tensors given for them, what is returned is at best a copy (`onnxruntime-node` makes one of each)
          return new Map(outputs.map((name) => [name, writesTo(name) ?? results[name]!]));
        } catch (error) {
          for (const tensor of taken.values()) shared?.free(tensor);
          throw error;
        }
      },
      dispose: () => session.release(),
    };
  }

  put(entries: Values, { shape, dtype }: TensorType): OrtTensor {
    const known = this.#tensors.get(entries);
    if (known?.type === dtype && `${known.dims}` === `${shape}`) return known;
    const tensor = new this.#parts.ort.Tensor(dtype, entries, shape);
    this.#tensors.set(entries, tensor);
    return tensor;
  }

  hold(entries: Values, type: TensorType): OrtTensor {
    return this.#parts.shared?.hold(entries, type) ?? this.put(entries, type);
  }

  read({ type, data }: OrtTensor): Values {
    if (data instanceof Float32Array || data instanceof Int32Array || data instanceof Uint8Array) return data;
    throw new GenlabError(`A result of ONNX Runtime has the type "${type}"; expected float32, int32 or bool.`);
  }

  view(tensor: OrtTensor): Values {
    return this.read(tensor);
  }

  // the collector takes the others
  free(tensor: OrtTensor): void {
    this.#parts.shared?.free(tensor);
  }

  async dispose(): Promise<void> {}
}
