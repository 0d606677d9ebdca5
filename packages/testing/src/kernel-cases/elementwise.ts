import * as tf from "@tensorflow/tfjs-core";
import { bools, floats, integers, positives, units } from "./input.js";
import { flat, type KernelCase, smooth } from "./kernel-case.js";

type Unary = (x: tf.Tensor) => tf.Tensor;
type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
type Maker = typeof smooth;

const ofFloats: Readonly<Record<string, Unary>> = {
  abs: tf.abs,
  atan: tf.atan,
  asinh: tf.asinh,
  cos: tf.cos,
  cosh: tf.cosh,
  elu: tf.elu,
  erf: tf.erf,
  exp: tf.exp,
  expm1: tf.expm1,
  leakyRelu: (x) => tf.leakyRelu(x, 0.3),
  neg: tf.neg,
  relu: tf.relu,
  relu6: tf.relu6,
  selu: tf.selu,
  sigmoid: tf.sigmoid,
  sin: tf.sin,
  sinh: tf.sinh,
  softplus: tf.softplus,
  square: tf.square,
  tan: tf.tan,
  tanh: tf.tanh,
  clip: (x) => tf.clipByValue(x, -0.5, 0.7),
  cast: (x) => tf.cast(tf.cast(tf.mul(x, 3), "int32"), "float32"),
};
const ofFloatsFlat: Readonly<Record<string, Unary>> = {
  ceil: tf.ceil,
  floor: tf.floor,
  round: tf.round,
  sign: tf.sign,
  step: tf.step,
  stepWithSlope: (x) => tf.step(x, 0.2),
  isNaN: tf.isNaN,
  isInf: tf.isInf,
  isFinite: tf.isFinite,
  toBool: (x) => tf.cast(x, "bool"),
};
const ofPositives: Readonly<Record<string, Unary>> = {
  log: tf.log,
  log1p: tf.log1p,
  sqrt: tf.sqrt,
  rsqrt: tf.rsqrt,
  reciprocal: tf.reciprocal,
  acosh: (x) => tf.acosh(tf.add(x, 1)),
};
const ofUnits: Readonly<Record<string, Unary>> = { acos: tf.acos, asin: tf.asin, atanh: tf.atanh };

const ofTwo: Readonly<Record<string, Binary>> = {
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
  maximum: tf.maximum,
  minimum: tf.minimum,
  squaredDifference: tf.squaredDifference,
  mod: tf.mod,
  prelu: tf.prelu,
};
const comparisons: Readonly<Record<string, Binary>> = {
  equal: tf.equal,
  notEqual: tf.notEqual,
  greater: tf.greater,
  greaterEqual: tf.greaterEqual,
  less: tf.less,
  lessEqual: tf.lessEqual,
};
const ofTwoIntegers: Readonly<Record<string, Binary>> = {
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  maximum: tf.maximum,
  minimum: tf.minimum,
  equal: tf.equal,
  notEqual: tf.notEqual,
  greater: tf.greater,
  lessEqual: tf.lessEqual,
  floorDiv: (a, b) => tf.floorDiv(tf.sub(a, 1), tf.add(b, 1)),
  mod: (a, b) => tf.mod(tf.sub(a, 1), tf.add(b, 1)),
};
const ofTwoBools: Readonly<Record<string, Binary>> = {
  and: tf.logicalAnd,
  or: tf.logicalOr,
  xor: tf.logicalXor,
  equal: tf.equal,
};

const broadcast = (name: string, run: Binary, make: Maker): KernelCase[] => [
  make(`${name} of equal shapes`, [floats(3, 5), positives(3, 5)], run),
  make(`${name} broadcast right`, [floats(2, 3, 5), positives(5)], run),
  make(`${name} broadcast both`, [floats(3, 1), positives(1, 5)], run),
  make(`${name} with a scalar`, [floats(3, 5), positives()], run),
];

export const elementwise: readonly KernelCase[] = [
  ...Object.entries(ofFloats).map(([name, run]) => smooth(name, [floats(3, 5)], run)),
  ...Object.entries(ofFloatsFlat).map(([name, run]) => flat(name, [floats(3, 5)], run)),
  ...Object.entries(ofPositives).map(([name, run]) => smooth(name, [positives(3, 5)], run)),
  ...Object.entries(ofUnits).map(([name, run]) => smooth(name, [units(7)], run)),
  ...Object.entries(ofTwo).flatMap(([name, run]) => broadcast(name, run, smooth)),
  ...Object.entries(comparisons).flatMap(([name, run]) => broadcast(name, run, flat)),
  ...Object.entries(ofTwoIntegers).map(([name, run]) =>
    flat(`${name} of integers`, [integers(2, 3), integers(3)], run),
  ),
  ...Object.entries(ofTwoBools).map(([name, run]) => flat(`${name} of bools`, [bools(2, 3), bools(2, 3)], run)),
  smooth("pow", [positives(3, 5), floats(5)], tf.pow),
  smooth("pow 2", [floats(3)], (x) => tf.pow(x, 2)),
  smooth("pow 3", [floats(3)], (x) => tf.pow(x, 3)),
  flat("not", [bools(4)], tf.logicalNot),
  smooth("where", [bools(2, 3), floats(2, 3), floats(3)], (c, a, b) => tf.where(c, a, b)),
  flat("where of integers", [bools(2, 3), integers(2, 3), integers(2, 3)], (c, a, b) => tf.where(c, a, b)),
  smooth("where of a float and an integer", [bools(3), floats(3), integers(3)], (c, a, b) =>
    tf.where(tf.cast(c, "bool"), tf.where(c, a, b), tf.where(c, b, a)),
  ),
  smooth("addN", [floats(2, 3), floats(2, 3), floats(2, 3)], (...xs) => tf.addN(xs)),
  flat("slopes of integers", [integers(3)], (x) => tf.add(tf.leakyRelu(x, 0.2), tf.step(x, 0.2))),
  flat("a gate of a multiple", [floats(5)], (x) => tf.where(tf.greater(tf.mul(tf.sub(x, x), 5), 0), 1, 0.1)),
];
