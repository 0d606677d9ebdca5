import {
  type DType,
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
import { Heap, hasVectors, WasmRuntime, type WasmValue } from "@genlab/wasm";
import type { Ort, OrtTensor } from "../ort.js";

/** What an update is made of where one loop goes through a parameter and its slots: clipping, moments, averages, norms. */
const LIGHT: ReadonlySet<OperationName> = new Set<OperationName>([
  ...(["input", "constant", "reshape", "broadcast", "sum", "mean", "max", "min"] as const),
]);

/** Of the 4 GiB that a memory can have; others' values and what is on its way between runs need some. */
const MOST_BYTES = 1.5 * 2 ** 30;

/**
 * Memory that ONNX Runtime and WebAssembly both read and write where it lies: ONNX Runtime has no operation for an optimizer's step, and its
 * operations one by one go through memory ten times for what takes one loop in WebAssembly.
 */
export class SharedMemory {
  readonly #Tensor: Ort["Tensor"];
  readonly #wasm = new WasmRuntime({ isFused: false, heap: new Heap({ isStable: true }) });
  readonly #values = new WeakMap<OrtTensor, WasmValue>();
  /** Tensors that were freed, by their type: what a session has made of one serves the next run. */
  #freed = new Map<string, OrtTensor[]>();
  // losses that nobody reads are not freed
  readonly #collected = new FinalizationRegistry<WasmValue>((value) => this.#wasm.free(value));

  constructor({ Tensor }: Pick<Ort, "Tensor">) {
    this.#Tensor = Tensor;
  }

  /** Its size, which grows and does not shrink. */
  get bytes(): number {
    return this.#wasm.bytes;
  }

  /** A tensor whose entries are whatever was there; undefined where it has no room, and for bools, which the two have in different ways. */
  take(type: TensorType): OrtTensor | undefined {
    if (type.dtype === "bool") return undefined;
    const known = this.#freed.get(keyOf(type))?.pop();
    if (known) return known;
    if (!this.#wasm.hasRoom(type)) this.#flush();
    try {
      return this.#tensorOf(this.#wasm.take(type), type);
    } catch {
      return undefined; // it is full, and ONNX Runtime has other memory
    }
  }

  /** A tensor of these entries. */
  hold(entries: Values, type: TensorType): OrtTensor | undefined {
    const tensor = this.take(type);
    if (tensor) (tensor.data as Float32Array).set(entries);
    return tensor;
  }

  free(tensor: OrtTensor): void {
    if (!this.#values.has(tensor)) return;
    const key = keyOf({ shape: tensor.dims, dtype: tensor.type as DType });
    const others = this.#freed.get(key);
    if (others) others.push(tensor);
    else this.#freed.set(key, [tensor]);
  }

  /** An update, where it is made of operations that one loop joins. */
  async compile(graph: Graph, over: ReadonlyMap<string, string>): Promise<Executable<OrtTensor> | undefined> {
    if (!isLight(optimize(graph))) return undefined;
    // where its constants have no room, ONNX Runtime has it whole
    const executable = await this.#wasm.compileUpdate(graph, over).catch(() => undefined);
    if (!executable) return undefined;
    const types = new Map<string, TensorType>(graph.outputs.map(({ name, node }) => [name, node]));
    return {
      inputs: executable.inputs,
      ...(executable.inPlace && { inPlace: executable.inPlace }),
      run: async (given, into) => {
        const passing: WasmValue[] = [];
        const placeOf = (tensor: OrtTensor): WasmValue => {
          const known = this.#values.get(tensor);
          if (known) return known;
          const value = this.#wasm.put(tensor.data as Values, { shape: tensor.dims, dtype: tensor.type as DType });
          passing.push(value);
          return value;
        };
        // a tensor for each output, which that of another run may be that was freed
        const results = new Map<string, OrtTensor>();
        const fresh: OrtTensor[] = [];
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

  #tensorOf(value: WasmValue, { shape, dtype }: TensorType): OrtTensor {
    const tensor = new this.#Tensor(dtype, this.#wasm.view(value), shape);
    this.#values.set(tensor, value);
    this.#collected.register(tensor, value, value);
    return tensor;
  }

  /** Gives back what nobody has: the memory would have to grow. */
  #flush(): void {
    for (const tensor of [...this.#freed.values()].flat()) {
      const value = this.#values.get(tensor)!;
      this.#values.delete(tensor);
      this.#collected.unregister(value);
      this.#wasm.free(value);
    }
    this.#freed.clear();
  }
}

/** Undefined where WebAssembly has no vectors, or a process may not have so much address space. */
export function openSharedMemory(ort: Ort): SharedMemory | undefined {
  if (!hasVectors()) return undefined;
  try {
    return new SharedMemory(ort);
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
