/** The parts of graph.proto that a graph of ours needs. https://github.com/tensorflow/tensorflow/tree/master/tensorflow/core/framework */
export interface NodeDef {
  readonly name: string;
  readonly operation: string;
  /** Names of nodes whose first output it is, or `NAME:1` for the second. */
  readonly inputs: readonly string[];
  readonly attributes: NodeAttributes;
}

/** A whole number is an int, a list ints; a float is marked, since 1 is both. */
export type NodeAttributes = Readonly<Record<string, AttributeValue>>;
export type AttributeValue =
  | boolean
  | number
  | string
  | readonly number[]
  | { readonly float: number }
  | { readonly type: ElementType }
  | { readonly shape: readonly number[] }
  | { readonly tensor: TensorConstant };

export interface TensorConstant {
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

export type ElementType = keyof typeof ELEMENT_TYPES;

/** `DataType` of types.proto. */
export const ELEMENT_TYPES = { float32: 1, int32: 3, bool: 10, bfloat16: 14 } as const;

/** The version of graphs that TensorFlow 2.21 writes; by it a later one knows what operations meant. */
export const PRODUCER = 2474;
