import {
  type Executable,
  type Graph,
  isElementwise,
  type Node,
  type OperationName,
  optimize,
  sizeOf,
  type TensorType,
  type Values,
} from "@genlab/graph";
import { hasVectors } from "./features.js";
import { Heap } from "./heap.js";
import { WasmRuntime } from "./wasm-runtime.js";
import type { WasmValue } from "./wasm-value.js";

/** What an update is made of where one loop goes through a parameter and its slots: clipping, moments, averages, norms. */
const LIGHT: ReadonlySet<OperationName> = new Set<OperationName>([
  ...(["input", "constant", "reshape", "broadcast", "sum", "mean", "max", "min"] as const),
]);

/** Of the 4 GiB that a memory can have; others' values and what is on its way between runs need some. */
const MOST_BYTES = 1.5 * 2 ** 30;

/** How a library has tensors. */
export interface TensorLibrary<Tensor extends object> {
  /** A tensor that lies in an array, whose address is a multiple of 64 and stays. Throws where it would be a copy. */
  over(entries: Float32Array | Int32Array, type: TensorType): Tensor;
  typeOf(tensor: Tensor): TensorType;
  /** The entries of a tensor of its own, as they are at the call. */
  entriesOf(tensor: Tensor): Values;
  /** Gives up a tensor that lies in an array, and not the array. Default: the collector does. */
  release?(tensor: Tensor): void;
}

/**
 * Memory that a library and WebAssembly both read and write where it lies: of libraries that have no operation for an optimizer's step, whose
 * operations one by one go through memory ten times for what takes one loop in WebAssembly.
 */
export class SharedMemory<Tensor extends object> {
  readonly #library: TensorLibrary<Tensor>;
  readonly #wasm = new WasmRuntime({ isFused: false, heap: new Heap({ isStable: true }) });
  readonly #values = new WeakMap<Tensor, WasmValue>();
  /** Tensors that were freed, by their type: what the library has made of one serves the next run. */
  #freed = new Map<string, Tensor[]>();
  // losses that nobody reads are not freed
  readonly #collected = new FinalizationRegistry<WasmValue>((value) => this.#wasm.free(value));

  constructor(library: TensorLibrary<Tensor>) {
    this.#library = library;
  }

  /** Its size, which grows and does not shrink. */
  get bytes(): number {
    return this.#wasm.bytes;
  }

  /** A tensor whose entries are whatever was there; undefined where it has no room, and for bools, which libraries have in another way. */
  take(type: TensorType): Tensor | undefined {
    if (type.dtype === "bool") return undefined;
    const known = this.#freed.get(keyOf(type))?.pop();
    if (known) return known;
    if (!this.#wasm.hasRoom(type)) this.flush();
    try {
      return this.#tensorOf(this.#wasm.take(type), type);
    } catch {
      return undefined; // it is full, and the library has other memory
    }
  }

  /** A tensor of these entries. */
  hold(entries: Values, type: TensorType): Tensor | undefined {
    const tensor = this.take(type);
    if (tensor) this.#wasm.view(this.#values.get(tensor)!).set(entries as Float32Array);
    return tensor;
  }

  /** False where the tensor lies elsewhere. */
  free(tensor: Tensor): boolean {
    if (!this.#values.has(tensor)) return false;
    const key = keyOf(this.#library.typeOf(tensor));
    const others = this.#freed.get(key);
    if (others) others.push(tensor);
    else this.#freed.set(key, [tensor]);
    return true;
  }

  /** Gives back what nobody has. */
  flush(): void {
    for (const tensor of [...this.#freed.values()].flat()) {
      const value = this.#values.get(tensor)!;
      this.#values.delete(tensor);
      this.#collected.unregister(value);
      this.#library.release?.(tensor);
      this.#wasm.free(value);
    }
    this.#freed.clear();
  }

  /** An update, where it is made of operations that one loop joins. */
  async compile(graph: Graph, over: ReadonlyMap<string, string>): Promise<Executable<Tensor> | undefined> {
    if (!isLight(optimize(graph))) return undefined;
    // where its constants have no room, the library has it whole
    const executable = await this.#wasm.compileUpdate(graph, over).catch(() => undefined);
    if (!executable) return undefined;
    const types = new Map<string, TensorType>(graph.outputs.map(({ name, node }) => [name, node]));
    return {
      inputs: executable.inputs,
      ...(executable.inPlace && { inPlace: executable.inPlace }),
      run: async (given, into) => {
        const passing: WasmValue[] = [];
        const placeOf = (tensor: Tensor): WasmValue => {
          const known = this.#values.get(tensor);
          if (known) return known;
          const value = this.#wasm.put(this.#library.entriesOf(tensor), this.#library.typeOf(tensor));
          passing.push(value);
          return value;
        };
        // a tensor for each output, which that of another run may be that was freed
        const results = new Map<string, Tensor>();
        const fresh: Tensor[] = [];
        for (const [name, type] of types) {
          const place = into.get(name);
          const tensor = place && this.#values.has(place) ? place : this.take(type);
          if (!tensor) continue;
          results.set(name, tensor);
          if (tensor !== place) fresh.push(tensor);
        }
        try {
          const inputs = executable.inputs.flatMap((name): [string, WasmValue][] => {
            const tensor = given.get(name);
            return tensor ? [[name, placeOf(tensor)]] : [];
          });
          const places = [...results].map(([name, tensor]) => [name, this.#values.get(tensor)!] as const);
          const made = await executable.run(new Map(inputs), new Map(places));
          for (const [name, value] of made) {
            if (!results.has(name)) results.set(name, this.#tensorOf(value, types.get(name)!));
          }
          return results;
        } catch (error) {
          for (const tensor of fresh) this.free(tensor);
          throw error;
        } finally {
          for (const value of passing) this.#wasm.free(value);
        }
      },
      dispose: () => executable.dispose(),
    };
  }

  #tensorOf(value: WasmValue, type: TensorType): Tensor {
    try {
      const tensor = this.#library.over(this.#wasm.view(value), type);
      this.#values.set(tensor, value);
      this.#collected.register(tensor, value, value);
      return tensor;
    } catch (error) {
      this.#wasm.free(value);
      throw error;
    }
  }
}

/** Undefined where WebAssembly has no vectors, or a process may not have so much address space. */
export function openSharedMemory<Tensor extends object>(
  library: TensorLibrary<Tensor>,
): SharedMemory<Tensor> | undefined {
  if (!hasVectors()) return undefined;
  try {
    return new SharedMemory(library);
  } catch {
    return undefined;
  }
}

const keyOf = ({ shape, dtype }: TensorType): string => `${dtype} [${shape}]`;

function isLight({ nodes, outputs }: Graph): boolean {
  const given = nodes.filter(({ op }) => op === "input");
  const bytes = [...given, ...outputs.map(({ node }) => node)].reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);
  return (
    bytes <= MOST_BYTES &&
    outputs.every(({ node }) => node.dtype !== "bool") &&
    nodes.every((node: Node) => LIGHT.has(node.op) || isElementwise(node))
  );
}
