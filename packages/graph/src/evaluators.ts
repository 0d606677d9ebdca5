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
  clipByValue,
  concat,
  cos,
  cosh,
  cumsum,
  div,
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
  sqrt,
  stridedSlice,
  sub,
  sum,
  type Tensor,
  tan,
  tanh,
  topk,
  transpose,
  reverse as turn,
  where,
} from "@tensorflow/tfjs-core";
import { convolutions } from "./convolution-evaluators.js";
import type { Evaluators } from "./evaluator.js";
import { type Attributes, UNARY, type UnaryName } from "./node.js";

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
  ...convolutions,
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
  clip: ([x], { low, high }) => clipByValue(x, low, high),
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
};

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
