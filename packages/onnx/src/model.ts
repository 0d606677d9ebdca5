/** The parts of onnx.proto that a model of ours needs. https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
export interface OnnxModel {
  readonly graph: OnnxGraph;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

export interface OnnxNode {
  readonly operation: string;
  /** Where the operation is defined. Default: ONNX itself. */
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: OnnxAttributes;
}

/** A whole number is an int, a list ints, a text a string; a float is marked, since 1 is both. */
export type OnnxAttributes = Readonly<Record<string, number | string | readonly number[] | { readonly float: number }>>;

export interface OnnxTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** A dimension is a length or a name. */
export interface OnnxValue {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

export type ElementType = keyof typeof ELEMENT_TYPES;

/** `TensorProto.DataType`. */
export const ELEMENT_TYPES = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;

/** Axes of reductions are inputs since 18, and ONNX Runtime 1.14 (February 2023) runs it. */
export const OPSET = 18;
/** The format's version of the same release of ONNX, 1.13. */
export const IR_VERSION = 8;
