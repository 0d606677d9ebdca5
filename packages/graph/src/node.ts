/** What a value's entries are. */
export type DType = "float32" | "int32" | "bool";

/** Entries row by row; of a bool, 0 or 1. */
export type Values = Float32Array | Int32Array | Uint8Array;

type Nothing = Readonly<Record<never, never>>;

/** Operations of one number, float32 to float32; `abs`, `neg`, `relu` and `sign` also int32 to int32. */
export const UNARY = [
  "abs",
  "acos",
  "acosh",
  "asin",
  "asinh",
  "atan",
  "atanh",
  "ceil",
  "cos",
  "cosh",
  "erf",
  "exp",
  "floor",
  "log",
  "neg",
  "reciprocal",
  "relu",
  "round",
  "sigmoid",
  "sign",
  "sin",
  "sinh",
  "softplus",
  "sqrt",
  "tan",
  "tanh",
] as const;
export type UnaryName = (typeof UNARY)[number];

/** Operations of two numbers of one dtype. Shapes broadcast. */
export type ArithmeticName = "add" | "sub" | "mul" | "div" | "pow" | "maximum" | "minimum";

/** Operations of two numbers of one dtype, to bool. Shapes broadcast. */
export type ComparisonName = "equal" | "greater" | "greaterEqual" | "less" | "lessEqual";

/** Reductions over axes. */
export type ReductionName = "sum" | "mean" | "max" | "min" | "prod";

export interface Reduction {
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}

export interface Window {
  readonly strides: readonly [number, number];
  /** Rows on top, columns at the left, rows at the bottom, columns at the right. */
  readonly pads: readonly [number, number, number, number];
}

export interface Convolution extends Window {
  /** Whether every channel has filters of its own, `[height, width, channels, multiplier]`. */
  readonly depthwise: boolean;
}

/** A convolution in the layout of ONNX. */
export interface GroupedConvolution extends Window {
  readonly dilations: readonly [number, number];
  readonly groups: number;
}

/** The attributes of operations of ONNX, and of ONNX Runtime's own. Tracing makes none of them; the passes of `@genlab/onnx` do. */
export interface OnnxOperations {
  // x [batch, channels, height, width], and a bias [outputs] where there is a third input
  /** Filter `[outputs, channels / groups, height, width]`. */
  readonly conv: GroupedConvolution;
  /** Filter `[channels, outputs / groups, height, width]`. */
  readonly convTranspose: GroupedConvolution & { readonly outputSize: readonly [number, number] };
  // channels in blocks, [batch, channels / size, height, width, size]
  /** Of x `[batch, height, width, channels]`, whole blocks. */
  readonly toBlocks: { readonly size: number };
  /** The way back, without the channels that fill up the last block. */
  readonly fromBlocks: { readonly channels: number };
  /** Of x `[count, rows, entries]`, whole blocks of rows: `[count, rows / size, entries, size]`. */
  readonly rowsToBlocks: { readonly size: number };
  /**
   * Of x in blocks, or with less than a block of channels as it is; a filter as that of `conv2d`, or in blocks of both, `[outputs / size,
   * channels / size, height, width, size, size]`; a bias `[outputs]` or none.
   */
  readonly blockedConv: Window & { readonly dilations: readonly [number, number]; readonly blockSize: number };
  /** A product of two matrices and an addend. */
  readonly gemm: { readonly transposeA: boolean; readonly transposeB: boolean };
}

/** The attributes of every operation. */
export interface Attributes
  extends Record<UnaryName | ArithmeticName | ComparisonName, Nothing>,
    Record<ReductionName, Reduction>,
    OnnxOperations {
  // sources
  readonly input: { readonly name: string };
  readonly constant: { readonly values: Values };
  // element by element
  readonly leakyRelu: { readonly alpha: number };
  readonly clip: { readonly low: number; readonly high: number };
  readonly isNan: Nothing;
  readonly isInf: Nothing;
  readonly not: Nothing;
  readonly and: Nothing;
  readonly or: Nothing;
  /** Of a condition and two values: the first where the condition holds, else the second. Shapes broadcast. */
  readonly select: Nothing;
  readonly cast: { readonly dtype: DType };
  // along axes
  readonly argMax: { readonly axis: number };
  readonly argMin: { readonly axis: number };
  readonly cumsum: { readonly axis: number; readonly exclusive: boolean; readonly reverse: boolean };
  readonly softmax: { readonly axis: number };
  /** The greatest k entries of the last axis, in falling order. */
  readonly topValues: { readonly k: number };
  readonly topIndices: { readonly k: number };
  // moving entries
  readonly reshape: { readonly shape: readonly number[] };
  readonly transpose: { readonly permutation: readonly number[] };
  readonly broadcast: { readonly shape: readonly number[] };
  /** From `begin`, `size` entries `strides` apart; a stride may be negative. */
  readonly slice: {
    readonly begin: readonly number[];
    readonly size: readonly number[];
    readonly strides: readonly number[];
  };
  readonly pad: { readonly paddings: readonly (readonly [number, number])[]; readonly value: number };
  readonly concat: { readonly axis: number };
  /** Of x and int32 indices: the entries of x along the axis. */
  readonly gather: { readonly axis: number };
  /** Of x and int32 indices `[..., depth]`: the entries of x at these positions. */
  readonly gatherNd: Nothing;
  /** Of int32 indices `[..., depth]` and updates: zeros of the shape, to which the updates are added. */
  readonly scatterNd: { readonly shape: readonly number[] };
  // products
  readonly matMul: { readonly transposeA: boolean; readonly transposeB: boolean };
  /** Of x `[batch, height, width, channels]` and filter `[height, width, channels, outputs]`. */
  readonly conv2d: Convolution & { readonly dilations: readonly [number, number] };
  /** Of dy and filter: the gradient by x. */
  readonly conv2dByInput: Convolution & { readonly inputShape: readonly number[] };
  /** Of x and dy: the gradient by the filter. */
  readonly conv2dByFilter: Convolution & { readonly filterShape: readonly number[] };
  readonly maxPool: Window & { readonly window: readonly [number, number] };
}

export type OperationName = keyof Attributes;

/** A value, and the operation that makes it. */
export interface NodeOf<Name extends OperationName> {
  readonly op: Name;
  readonly inputs: readonly Node[];
  readonly attributes: Attributes[Name];
  readonly shape: readonly number[];
  readonly dtype: DType;
}

export type Node = { [Name in OperationName]: NodeOf<Name> }[OperationName];

export interface Output {
  readonly name: string;
  readonly node: Node;
}

/** A computation without control flow. Every shape is known. */
export interface Graph {
  readonly name: string;
  /** In an order of computation. */
  readonly nodes: readonly Node[];
  readonly outputs: readonly Output[];
}
