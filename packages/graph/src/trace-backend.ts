import { GenlabError } from "@genlab/core";
import { type BackendValues, type DataType, engine, KernelBackend, type TensorInfo } from "@tensorflow/tfjs-core";
import { ARRAYS, constant } from "./make.js";
import type { DType, Node } from "./node.js";

type DataId = TensorInfo["dataId"];

/** A tfjs backend whose tensors are nodes of a graph. What its kernels compute is recorded in `nodes`. */
export class TraceBackend extends KernelBackend {
  readonly program: string;
  /** In the order of their making. */
  readonly nodes = new Set<Node>();
  /** What went wrong where it could not be thrown. */
  failure: unknown;
  readonly #entries = new Map<DataId, { readonly node: Node; references: number }>();
  readonly #captured = new Map<DataId, Node>();
  readonly #forbidden = new Map<Node, string>();

  constructor(program: string) {
    super();
    this.program = program;
  }

  /** A tensor's node. Tensors of other backends are copied into constants, and stay where they are. */
  nodeOf({ dataId, shape, dtype }: TensorInfo): Node {
    const node = this.#entries.get(dataId)?.node;
    if (!node) return this.#capture(dataId, shape, dtype);
    const complaint = this.#forbidden.get(node);
    if (complaint) throw new GenlabError(complaint);
    return node;
  }

  /** Tensor data that stands for a node. */
  infoOf(node: Node): TensorInfo {
    this.nodes.add(node);
    const dataId = {};
    this.#entries.set(dataId, { node, references: 1 });
    return { dataId, shape: [...node.shape], dtype: node.dtype };
  }

  /** Makes any use of a node an error with this message. */
  forbid(node: Node, complaint: string): void {
    this.#forbidden.set(node, complaint);
  }

  /** Whether tensor data stands for this very node. */
  isAt(dataId: DataId, node: Node): boolean {
    return this.#entries.get(dataId)?.node === node;
  }

  override write(values: BackendValues, shape: number[], dtype: DataType): DataId {
    this.#refuseFrozenDraws();
    return this.infoOf(constant(copied(values, dtype), shape, dtypeOf(dtype))).dataId;
  }

  override readSync(dataId: DataId): BackendValues {
    const node = this.#entries.get(dataId)?.node;
    if (node?.op === "constant") return node.attributes.values;
    const what = node ? `the result of ${node.op}, ${node.dtype} [${node.shape}],` : "a tensor";
    throw new GenlabError(
      `The value of ${what} was read in JavaScript while "${this.program}" was traced, where it is not known yet: a traced ` +
        "program is recorded once and replayed. Express what depends on the value by tensor operations, such as `where`.",
    );
  }

  override read(dataId: DataId): Promise<BackendValues> {
    try {
      return Promise.resolve(this.readSync(dataId));
    } catch (error) {
      // a promise would reject when the trace is over
      this.failure ??= error;
      return new Promise(() => {});
    }
  }

  override incRef(dataId: DataId): void {
    const entry = this.#entries.get(dataId);
    // tfjs asks the current backend even about tensors of others
    if (!entry) engine().state.tensorInfo.get(dataId)?.backend.incRef(dataId);
    else entry.references += 1;
  }

  override refCount(dataId: DataId): number {
    return this.#entries.get(dataId)?.references ?? 0;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const entry = this.#entries.get(dataId);
    if (!entry) return true;
    entry.references -= 1;
    if (entry.references > 0 && !force) return false;
    return this.#entries.delete(dataId);
  }

  override numDataIds(): number {
    return this.#entries.size;
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: true };
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override timerAvailable(): boolean {
    return false;
  }

  override dispose(): void {
    this.#entries.clear();
  }

  #capture(dataId: DataId, shape: readonly number[], dtype: DataType): Node {
    const known = this.#captured.get(dataId);
    if (known && known.shape.length === shape.length) return known;
    const node = constant(copied(valuesElsewhere(dataId, shape), dtype), shape, dtypeOf(dtype));
    this.#captured.set(dataId, node);
    return node;
  }

  /** tfjs draws its random numbers in JavaScript: the graph would hold one draw for ever. */
  #refuseFrozenDraws(): void {
    const operation = engine().state.activeScope?.name.replace("__op", "") ?? "";
    if (!/^(random|truncatedNormal|rand$|dropout|multinomial)/.test(operation)) return;
    throw new GenlabError(
      `"${this.program}" draws with tfjs' ${operation}, and a traced program would repeat that one draw at every step. ` +
        "Draw with `context.rng.normal` or `context.rng.uniform`.",
    );
  }
}

function valuesElsewhere(dataId: DataId, shape: readonly number[]): BackendValues {
  const owner = engine().state.tensorInfo.get(dataId)?.backend;
  if (!owner) throw new GenlabError(`A traced program uses a tensor [${shape}] that was disposed of.`);
  try {
    return owner.readSync(dataId);
  } catch (cause) {
    throw new GenlabError(
      `A traced program uses a tensor [${shape}] whose backend cannot be read at once. Hold it in the program's state with buffer().`,
      { cause },
    );
  }
}

function copied(values: BackendValues, dtype: DataType) {
  return new ARRAYS[dtypeOf(dtype)](values as Float32Array);
}

function dtypeOf(dtype: DataType): DType {
  if (dtype === "float32" || dtype === "int32" || dtype === "bool") return dtype;
  throw new GenlabError(`A traced program uses a tensor of dtype ${dtype}. Expected float32, int32 or bool.`);
}
