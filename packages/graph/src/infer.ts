import { GenlabError } from "@genlab/core";
import {
  type Attributes,
  type ComparisonName,
  type DType,
  type GroupedConvolution,
  type Node,
  type OperationName,
  UNARY,
  type UnaryName,
  type Window,
} from "./node.js";
import { broadcastShapes, reducedShape, sizeOf } from "./shapes.js";

interface Type {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

type Rule<Name extends OperationName> = (inputs: readonly Node[], attributes: Attributes[Name]) => Type;

/** The shape and dtype of an operation's result. */
export function infer<Name extends OperationName>(
  op: Name,
  inputs: readonly Node[],
  attributes: Attributes[Name],
): Type {
  const rule: Rule<Name> = rules[op];
  return rule(inputs, attributes);
}

const same = ([x]: readonly Node[]): Type => ({ shape: x!.shape, dtype: x!.dtype });
const predicate = ([x]: readonly Node[]): Type => ({ shape: x!.shape, dtype: "bool" });
const broadcasting = (inputs: readonly Node[]): Type => ({
  shape: broadcastShapes(...inputs.map(({ shape }) => shape)),
  dtype: inputs[0]!.dtype,
});
const comparison = (inputs: readonly Node[]): Type => ({ ...broadcasting(inputs), dtype: "bool" });
const reduction = ([x]: readonly Node[], { axes, keepDims }: Attributes["sum"]): Type => ({
  shape: reducedShape(x!.shape, axes, keepDims),
  dtype: x!.dtype,
});
const extremum = ([x]: readonly Node[], { axis }: Attributes["argMax"]): Type => ({
  shape: x!.shape.filter((_, i) => i !== axis),
  dtype: "int32",
});
const top = ([x]: readonly Node[], { k }: Attributes["topValues"]): readonly number[] => [...x!.shape.slice(0, -1), k];
const shaped = ([x]: readonly Node[], { shape }: { shape: readonly number[] }): Type => ({ shape, dtype: x!.dtype });

const source = (): never => {
  throw new GenlabError("Inputs and constants are made by `input` and `constant`.");
};

const unaries = Object.fromEntries(UNARY.map((name) => [name, same])) as Record<UnaryName, typeof same>;

const comparisons: Pick<Rules, ComparisonName> = {
  equal: comparison,
  greater: comparison,
  greaterEqual: comparison,
  less: comparison,
  lessEqual: comparison,
};

type Rules = { readonly [Name in OperationName]: Rule<Name> };

const rules: Rules = {
  ...unaries,
  add: broadcasting,
  sub: broadcasting,
  mul: broadcasting,
  div: broadcasting,
  ...comparisons,
  pow: broadcasting,
  maximum: broadcasting,
  minimum: broadcasting,
  and: broadcasting,
  or: broadcasting,
  leakyRelu: same,
  clip: same,
  softmax: same,
  cumsum: same,
  not: same,
  isNan: predicate,
  isInf: predicate,
  select: (inputs) => ({ ...broadcasting(inputs), dtype: inputs[1]!.dtype }),
  cast: ([x], { dtype }) => ({ shape: x!.shape, dtype }),
  input: source,
  constant: source,
  sum: reduction,
  mean: reduction,
  max: reduction,
  min: reduction,
  prod: reduction,
  argMax: extremum,
  argMin: extremum,
  topValues: (inputs, attributes) => ({ shape: top(inputs, attributes), dtype: inputs[0]!.dtype }),
  topIndices: (inputs, attributes) => ({ shape: top(inputs, attributes), dtype: "int32" }),
  reshape: ([x], { shape }) => {
    if (sizeOf(shape) !== sizeOf(x!.shape)) throw new GenlabError(`[${x!.shape}] has no reshape to [${shape}].`);
    return { shape, dtype: x!.dtype };
  },
  transpose: ([x], { permutation }) => ({ shape: permutation.map((axis) => x!.shape[axis]!), dtype: x!.dtype }),
  broadcast: shaped,
  slice: ([x], { size }) => ({ shape: size, dtype: x!.dtype }),
  pad: ([x], { paddings }) => ({
    shape: x!.shape.map((length, i) => length + paddings[i]![0] + paddings[i]![1]),
    dtype: x!.dtype,
  }),
  concat: (inputs, { axis }) => ({
    shape: inputs[0]!.shape.map((length, i) =>
      i === axis ? inputs.reduce((sum, { shape }) => sum + shape[axis]!, 0) : length,
    ),
    dtype: inputs[0]!.dtype,
  }),
  gather: ([x, indices], { axis }) => ({
    shape: [...x!.shape.slice(0, axis), ...indices!.shape, ...x!.shape.slice(axis + 1)],
    dtype: x!.dtype,
  }),
  gatherNd: ([x, indices]) => ({
    shape: [...indices!.shape.slice(0, -1), ...x!.shape.slice(indices!.shape.at(-1)!)],
    dtype: x!.dtype,
  }),
  scatterNd: ([, updates], { shape }) => ({ shape, dtype: updates!.dtype }),
  matMul: ([a, b], { transposeA, transposeB }) => ({
    shape: [
      ...broadcastShapes(a!.shape.slice(0, -2), b!.shape.slice(0, -2)),
      a!.shape.at(transposeA ? -1 : -2)!,
      b!.shape.at(transposeB ? -2 : -1)!,
    ],
    dtype: "float32",
  }),
  gemm: ([a, b], { transposeA, transposeB }) => ({
    shape: [a!.shape[transposeA ? 1 : 0]!, b!.shape[transposeB ? 0 : 1]!],
    dtype: "float32",
  }),
  conv2d: ([x, filter], attributes) => {
    const [batch, height, width] = x!.shape as [number, number, number];
    const [rows, columns, channels, outputs] = filter!.shape as [number, number, number, number];
    const size = swept([height, width], [rows, columns], attributes);
    return { shape: [batch, ...size, attributes.depthwise ? channels * outputs : outputs], dtype: "float32" };
  },
  conv2dByInput: (_, { inputShape }) => ({ shape: inputShape, dtype: "float32" }),
  conv2dByFilter: (_, { filterShape }) => ({ shape: filterShape, dtype: "float32" }),
  maxPool: ([x], attributes) => {
    const [batch, height, width, channels] = x!.shape as [number, number, number, number];
    return { shape: [batch, ...swept([height, width], attributes.window, attributes), channels], dtype: "float32" };
  },
  conv: ([x, filter], attributes) => {
    const [batch, , height, width] = x!.shape as [number, number, number, number];
    const [outputs, , rows, columns] = filter!.shape as [number, number, number, number];
    return { shape: [batch, outputs, ...swept([height, width], [rows, columns], attributes)], dtype: "float32" };
  },
  toBlocks: ([x], { size }) => {
    const [batch, height, width, channels] = x!.shape as [number, number, number, number];
    return { shape: [batch, channels / size, height, width, size], dtype: x!.dtype };
  },
  fromBlocks: ([x], { channels }) => {
    const [batch, , height, width] = x!.shape as [number, number, number, number];
    return { shape: [batch, height, width, channels], dtype: x!.dtype };
  },
  rowsToBlocks: ([x], { size }) => {
    const [count, rows, entries] = x!.shape as [number, number, number];
    return { shape: [count, rows / size, entries, size], dtype: x!.dtype };
  },
  blockedConv: ([x, filter], { blockSize, ...window }) => {
    const [batch] = x!.shape as [number];
    const { rows, columns, outputs } = sizesOf(filter!.shape);
    const image = (x!.shape.length === 5 ? x!.shape.slice(2, 4) : x!.shape.slice(1, 3)) as [number, number];
    const shape = [batch, Math.ceil(outputs / blockSize), ...swept(image, [rows, columns], window), blockSize];
    return { shape, dtype: "float32" };
  },
  convTranspose: ([x, filter], { groups, outputSize }) => ({
    shape: [x!.shape[0]!, filter!.shape[1]! * groups, ...outputSize],
    dtype: "float32",
  }),
};

/** Of a filter of `blockedConv`. */
function sizesOf(filter: readonly number[]): Readonly<Record<"rows" | "columns" | "outputs", number>> {
  if (filter.length === 6) return { rows: filter[2]!, columns: filter[3]!, outputs: filter[0]! * filter[5]! };
  return { rows: filter[0]!, columns: filter[1]!, outputs: filter[3]! };
}

/** Rows and columns of windows in an image. */
function swept(
  size: readonly [number, number],
  window: readonly [number, number],
  { strides, pads, dilations = [1, 1] }: Window & Partial<Pick<GroupedConvolution, "dilations">>,
): [number, number] {
  const along = (i: 0 | 1) =>
    Math.floor((size[i] + pads[i]! + pads[i + 2]! - dilations[i] * (window[i] - 1) - 1) / strides[i]) + 1;
  return [along(0), along(1)];
}
