import {
  abs,
  acos,
  acosh,
  add,
  argMax,
  argMin,
  asin,
  asinh,
  atan,
  atanh,
  broadcastTo,
  cast,
  ceil,
  concat,
  conv2d,
  cos,
  cosh,
  cumsum,
  depthwiseConv2d,
  div,
  engine,
  equal,
  erf,
  exp,
  floor,
  gather,
  gatherND,
  greater,
  greaterEqual,
  isInf,
  isNaN as isNan,
  leakyRelu,
  less,
  lessEqual,
  log,
  logicalAnd,
  logicalNot,
  logicalOr,
  matMul,
  max,
  maximum,
  maxPool,
  mean,
  min,
  minimum,
  mul,
  neg,
  pad,
  pow,
  prod,
  reciprocal,
  relu,
  reshape,
  round,
  scatterND,
  sigmoid,
  sign,
  sin,
  sinh,
  slice,
  softmax,
  softplus,
  split,
  sqrt,
  stridedSlice,
  sub,
  sum,
  type Tensor,
  type Tensor4D,
  tan,
  tanh,
  topk,
  transpose,
  reverse as turn,
  where,
} from "@tensorflow/tfjs-core";
import {
  type Attributes,
  type GroupedConvolution,
  type Node,
  type OperationName,
  UNARY,
  type UnaryName,
  type Window,
} from "./node.js";

type Evaluator<Name extends OperationName> = (
  inputs: readonly [Tensor, Tensor, Tensor],
  attributes: Attributes[Name],
  node: Node,
) => Tensor;

type Evaluators = { readonly [Name in Exclude<OperationName, "input" | "constant">]: Evaluator<Name> };

const unary =
  (of: (x: Tensor) => Tensor) =>
  ([x]: readonly [Tensor, ...Tensor[]]) =>
    of(x);
const binary =
  (of: (a: Tensor, b: Tensor) => Tensor) =>
  ([a, b]: readonly [Tensor, Tensor, ...Tensor[]]) =>
    of(a, b);

const functions: Readonly<Record<UnaryName, (x: Tensor) => Tensor>> = {
  abs,
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atanh,
  ceil,
  cos,
  cosh,
  erf,
  exp,
  floor,
  log,
  neg,
  reciprocal,
  relu,
  round,
  sigmoid,
  sign,
  sin,
  sinh,
  softplus,
  sqrt,
  tan,
  tanh,
};

const unaries = Object.fromEntries(UNARY.map((name) => [name, unary(functions[name])])) as Record<
  UnaryName,
  ReturnType<typeof unary>
>;

/** Every operation by those of tfjs. */
export const evaluators: Evaluators = {
  ...unaries,
  add: binary(add),
  sub: binary(sub),
  mul: binary(mul),
  div: binary(div),
  pow: binary(pow),
  maximum: binary(maximum),
  minimum: binary(minimum),
  equal: binary(equal),
  greater: binary(greater),
  greaterEqual: binary(greaterEqual),
  less: binary(less),
  lessEqual: binary(lessEqual),
  and: binary(logicalAnd),
  or: binary(logicalOr),
  not: unary(logicalNot),
  isNan: unary(isNan),
  isInf: unary(isInf),
  leakyRelu: ([x], { alpha }) => leakyRelu(x, alpha),
  select: ([condition, a, b], _, { shape }) => where(broadcastTo(condition, [...shape]), a, b),
  cast: ([x], { dtype }) => cast(x, dtype),
  sum: ([x], { axes, keepDims }) => sum(x, [...axes], keepDims),
  mean: ([x], { axes, keepDims }) => mean(x, [...axes], keepDims),
  max: ([x], { axes, keepDims }) => max(x, [...axes], keepDims),
  min: ([x], { axes, keepDims }) => min(x, [...axes], keepDims),
  prod: ([x], { axes, keepDims }) => prod(x, [...axes], keepDims),
  argMax: ([x], { axis }) => argMax(x, axis),
  argMin: ([x], { axis }) => argMin(x, axis),
  cumsum: ([x], { axis, exclusive, reverse }) => cumsum(x, axis, exclusive, reverse),
  softmax: ([x], { axis }) => softmax(x, axis),
  topValues: ([x], { k }) => topk(x, k).values,
  topIndices: ([x], { k }) => topk(x, k).indices,
  reshape: ([x], { shape }) => reshape(x, [...shape]),
  transpose: ([x], { permutation }) => transpose(x, [...permutation]),
  broadcast: ([x], { shape }) => broadcastTo(x, [...shape]),
  slice: ([x], attributes) => sliced(x, attributes),
  pad: ([x], { paddings, value }) => pad(x, paddings as [number, number][], value),
  concat: (inputs, { axis }) => concat([...inputs], axis),
  gather: ([x, indices], { axis }) => gather(x, indices, axis),
  gatherNd: ([x, indices]) => gatherND(x, indices),
  scatterNd: ([indices, updates], { shape }) => scatterND(indices, updates, [...shape]),
  matMul: ([a, b], { transposeA, transposeB }) => matMul(a, b, transposeA, transposeB),
  gemm: ([a, b, c], { transposeA, transposeB }) => add(matMul(a, b, transposeA, transposeB), c),
  conv2d: ([x, filter], attributes) => {
    const { strides, dilations, pads, depthwise } = attributes;
    const enclosed = enclose(x, pads, 0) as Tensor4D;
    const convolve = depthwise ? depthwiseConv2d : conv2d;
    return convolve(enclosed, filter as Tensor4D, [...strides], "valid", "NHWC", [...dilations]);
  },
  conv2dByInput: ([dy, filter], { strides, pads, depthwise, inputShape }) => {
    const [top, left, bottom, right] = pads;
    const [batch, height, width, channels] = inputShape as [number, number, number, number];
    const shape = [batch, height + top + bottom, width + left + right, channels];
    const kernel = depthwise ? "DepthwiseConv2dNativeBackpropInput" : "Conv2DBackpropInput";
    const attributes = { ...valid(strides), inputShape: shape };
    return slice(engine().runKernel<Tensor>(kernel, { dy, filter }, attributes), [0, top, left, 0], [...inputShape]);
  },
  conv2dByFilter: ([x, dy], { strides, pads, depthwise, filterShape }) => {
    const kernel = depthwise ? "DepthwiseConv2dNativeBackpropFilter" : "Conv2DBackpropFilter";
    const attributes = { ...valid(strides), filterShape: [...filterShape] };
    return engine().runKernel<Tensor>(kernel, { x: enclose(x, pads, 0), dy }, attributes);
  },
  maxPool: ([x], { strides, pads, window }) =>
    maxPool(enclose(x, pads, Number.NEGATIVE_INFINITY) as Tensor4D, [...window], [...strides], "valid"),
  conv: ([x, filter, bias], attributes) => grouped(x, filter, bias, attributes),
  convTranspose: ([x, filter, bias], attributes) => {
    const parts = split(x, attributes.groups, 1);
    const joined = concat(
      split(filter, attributes.groups, 0).map((part, i) => transposed(parts[i]!, part, attributes)),
      1,
    );
    return withBias(joined, bias);
  },
};

const valid = (strides: readonly number[]) => ({
  strides: [...strides],
  pad: "valid" as const,
  dataFormat: "NHWC" as const,
  dilations: [1, 1],
});

const enclose = (x: Tensor, [top, left, bottom, right]: Window["pads"], value: number): Tensor =>
  pad(
    x,
    [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    value,
  );

const toLast = (x: Tensor) => transpose(x, [0, 2, 3, 1]);
const toFirst = (x: Tensor) => transpose(x, [0, 3, 1, 2]);
const withBias = (y: Tensor, bias: Tensor | undefined) => (bias ? add(y, reshape(bias, [1, -1, 1, 1])) : y);

function grouped(x: Tensor, filter: Tensor, bias: Tensor | undefined, attributes: GroupedConvolution): Tensor {
  const { strides, pads, dilations, groups } = attributes;
  const images = split(enclose(toLast(x), pads, 0), groups, 3);
  const filters = split(transpose(filter, [2, 3, 1, 0]), groups, 3);
  const parts = images.map((image, i) =>
    // tfjs refuses strides together with dilations
    everyNth(conv2d(image as Tensor4D, filters[i] as Tensor4D, 1, "valid", "NHWC", [...dilations]), strides),
  );
  return withBias(toFirst(concat(parts, 3)), bias);
}

function everyNth(x: Tensor, [down, across]: readonly [number, number]): Tensor {
  return stridedSlice(x, [0, 0, 0, 0], x.shape, [1, down, across, 1]);
}

function transposed(x: Tensor, filter: Tensor, attributes: Attributes["convTranspose"]): Tensor {
  const { strides, pads, outputSize } = attributes;
  const [top, left, bottom, right] = pads;
  const [height, width] = [outputSize[0] + top + bottom, outputSize[1] + left + right];
  const weight = transpose(filter, [2, 3, 1, 0]); // [rows, columns, outputs, channels]
  const inputShape = [x.shape[0]!, height, width, filter.shape[1]!];
  const inputs = { dy: toLast(x), filter: weight };
  const full = engine().runKernel<Tensor>("Conv2DBackpropInput", inputs, { ...valid(strides), inputShape });
  return toFirst(slice(full, [0, top, left, 0], [x.shape[0]!, ...outputSize, filter.shape[1]!]));
}

function sliced(x: Tensor, { begin, size, strides }: Attributes["slice"]): Tensor {
  const backwards = strides.flatMap((stride, i) => (stride < 0 ? [i] : []));
  const forward = backwards.length > 0 ? turn(x, backwards) : x;
  const start = begin.map((at, i) => (strides[i]! < 0 ? x.shape[i]! - 1 - at : at));
  const steps = strides.map(Math.abs);
  const end = start.map((at, i) => at + (size[i]! - 1) * steps[i]! + 1);
  return steps.every((step) => step === 1)
    ? slice(forward, start, [...size])
    : stridedSlice(forward, start, end, steps);
}
