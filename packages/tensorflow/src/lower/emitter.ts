import type { Attributes, DType, Node, OperationName } from "@genlab/graph";
import type { NodeAttributes, NodeDef } from "../encode/graph-def.js";

/** What products and convolutions take and give; all else is in float32. */
export type Precision = "float32" | "bfloat16";

const FLOAT32 = { type: "float32" } as const;

/** Collects the nodes of a GraphDef. Values are known by the names of the nodes that make them. */
export class Emitter {
  readonly nodes: NodeDef[] = [];
  readonly #once = new Map<string, string>();
  readonly #precision: Precision;

  constructor(precision: Precision) {
    this.#precision = precision;
  }

  /** Appends a node, and returns its name, which is that of its first output. */
  emit(operation: string, inputs: readonly string[], attributes: NodeAttributes = {}): string {
    const name = `n${this.nodes.length}`;
    this.nodes.push({ name, operation, inputs, attributes });
    return name;
  }

  /** Appends a product in float32 of two of its inputs, which are rounded where products are in less; its result is in float32. */
  product(
    operation: string,
    inputs: readonly string[],
    attributes: NodeAttributes,
    factors: readonly number[],
  ): string {
    const type = { type: this.#precision };
    if (this.#precision === "float32") return this.emit(operation, inputs, { ...attributes, T: type });
    const rounded = inputs.map((each, i) =>
      factors.includes(i) ? this.emitOnce("Cast", [each], { SrcT: FLOAT32, DstT: type }) : each,
    );
    return this.emit("Cast", [this.emit(operation, rounded, { ...attributes, T: type })], {
      SrcT: type,
      DstT: FLOAT32,
    });
  }

  /** The name of a node of the same inputs, where there is one. */
  emitOnce(operation: string, inputs: readonly string[], attributes: NodeAttributes): string {
    const key = `${operation} ${inputs}`;
    const name = this.#once.get(key) ?? this.emit(operation, inputs, attributes);
    this.#once.set(key, name);
    return name;
  }

  constant(values: ArrayBufferView, shape: readonly number[], type: DType): string {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return this.emit("Const", [], { dtype: { type }, value: { tensor: { type, shape, bytes } } });
  }

  /** A list of whole numbers: a shape, axes. */
  ints(values: readonly number[]): string {
    return this.#constantOnce(`ints ${values}`, Int32Array.from(values), [values.length], "int32");
  }

  /** A whole number without axes. */
  int(value: number): string {
    return this.#constantOnce(`int ${value}`, Int32Array.of(value), [], "int32");
  }

  float(value: number): string {
    return this.#constantOnce(`float ${Object.is(value, -0) ? "-0" : value}`, Float32Array.of(value), [], "float32");
  }

  #constantOnce(key: string, values: ArrayBufferView, shape: readonly number[], type: DType): string {
    const name = this.#once.get(key) ?? this.constant(values, shape, type);
    this.#once.set(key, name);
    return name;
  }
}

export interface Lowering {
  readonly emitter: Emitter;
  readonly node: Node;
}

/** How an operation is written in TensorFlow's: returns the name of the result. */
export type Lower<Name extends OperationName> = (
  lowering: Lowering,
  inputs: readonly [string, string, string],
  attributes: Attributes[Name],
) => string;
