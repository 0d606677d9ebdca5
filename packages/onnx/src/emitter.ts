import type { Attributes, DType, Node, OperationName, Values } from "@genlab/graph";
import type { ElementType, OnnxAttributes, OnnxNode, OnnxTensor } from "./model.js";

/** Collects the nodes and constants of an ONNX graph. Values are known by name. */
export class Emitter {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxTensor[] = [];
  readonly #known = new Map<string, string>();
  #count = 0;

  /** Appends a node with one output, and returns the output's name. */
  emit(operation: string, inputs: readonly string[], attributes: OnnxAttributes = {}): string {
    return this.emitMany(operation, inputs, attributes, 1)[0]!;
  }

  /** Appends a node with one output, of an operation that `domain` defines. */
  emitOf(domain: string, operation: string, inputs: readonly string[], attributes: OnnxAttributes): string {
    const output = this.#name();
    this.nodes.push({ operation, domain, inputs, outputs: [output], attributes });
    return output;
  }

  /** Appends a node with several outputs, unless there is one of the same inputs already. */
  emitOnce(operation: string, inputs: readonly string[], count: number): readonly string[] {
    const known = this.nodes.find((node) => node.operation === operation && `${node.inputs}` === `${inputs}`);
    return known?.outputs ?? this.emitMany(operation, inputs, {}, count);
  }

  emitMany(operation: string, inputs: readonly string[], attributes: OnnxAttributes, count: number): readonly string[] {
    const outputs = Array.from({ length: count }, () => this.#name());
    this.nodes.push({ operation, inputs, outputs, attributes });
    return outputs;
  }

  /** Gives values the names of the outputs. The first of a value is that of the node that makes it; others are copies. */
  nameOutputs(outputs: readonly { readonly name: string; readonly value: string }[]): void {
    const made = new Set(this.nodes.flatMap((node) => node.outputs));
    const names = new Map<string, string>();
    for (const { name, value } of outputs) {
      if (made.has(value) && !names.has(value)) names.set(value, name);
      else this.nodes.push({ operation: "Identity", inputs: [value], outputs: [name], attributes: {} });
    }
    const renamed = (list: readonly string[]) => list.map((value) => names.get(value) ?? value);
    this.nodes.forEach((node, i) => {
      this.nodes[i] = { ...node, inputs: renamed(node.inputs), outputs: renamed(node.outputs) };
    });
  }

  /** A list of whole numbers: a shape, axes. */
  ints(values: readonly number[]): string {
    return this.#once(`ints ${values}`, "int64", [values.length], new BigInt64Array(values.map(BigInt)));
  }

  /** A whole number without axes. */
  int(value: number): string {
    return this.#once(`int ${value}`, "int64", [], BigInt64Array.of(BigInt(value)));
  }

  float(value: number): string {
    return this.#once(`float ${Object.is(value, -0) ? "-0" : value}`, "float32", [], Float32Array.of(value));
  }

  constant(values: Values, shape: readonly number[], type: DType): string {
    return this.#add(type, shape, values);
  }

  #once(key: string, type: ElementType, shape: readonly number[], values: ArrayBufferView): string {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const name = this.#add(type, shape, values);
    this.#known.set(key, name);
    return name;
  }

  #add(type: ElementType, shape: readonly number[], { buffer, byteOffset, byteLength }: ArrayBufferView): string {
    const name = this.#name();
    this.initializers.push({ name, type, shape, bytes: new Uint8Array(buffer, byteOffset, byteLength) });
    return name;
  }

  #name(): string {
    this.#count += 1;
    return `%${this.#count}`;
  }
}

/** A node, and the same node of the graph for another batch size: numbers in which they differ grow with the batch. */
export interface Lowering {
  readonly node: Node;
  readonly twin: Node;
  readonly emitter: Emitter;
  /** A list of whole numbers, of which those that differ from the twin's are computed from the batch size. */
  sizes(values: readonly number[], twins: readonly number[]): string;
}

/** How an operation is written in ONNX: returns the name of the result. */
export type Lower<Name extends OperationName> = (
  lowering: Lowering,
  inputs: readonly [string, string, string],
  attributes: Attributes[Name],
  twin: Attributes[Name],
) => string;
