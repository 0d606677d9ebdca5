import * as tf from "@tensorflow/tfjs-core";
import { draw, type GradientCase, gradientCase } from "./gradient-cases.js";

const { normal, away, between, distinct } = draw;

const ofOne: readonly GradientCase[] = [
  gradientCase("abs", tf.abs, away(2, 3)),
  gradientCase("acos", tf.acos, between(-0.7, 0.7, 2, 3)),
  gradientCase("acosh", tf.acosh, between(1.5, 3, 2, 3)),
  gradientCase("asin", tf.asin, between(-0.7, 0.7, 2, 3)),
  gradientCase("asinh", tf.asinh, normal(5)),
  gradientCase("atan", tf.atan, normal(5)),
  gradientCase("atanh", tf.atanh, between(-0.7, 0.7, 2, 3)),
  gradientCase("cast", (x) => tf.cast(x, "float32"), normal(2, 3)),
  gradientCase(
    "cast to int",
    (x) => tf.mul(x, tf.cast(tf.cast(tf.mul(x, 3), "int32"), "float32")),
    () => tf.tensor([0.45, -1.5, 2.2]),
  ),
  gradientCase(
    "clipByValue",
    (x) => tf.clipByValue(x, -0.5, 0.5),
    () => tf.tensor([-0.8, -0.3, 0, 0.4, 0.7]),
  ),
  gradientCase("clone", tf.clone, normal(2, 3)),
  gradientCase("cos", tf.cos, normal(5)),
  gradientCase("cosh", tf.cosh, normal(5)),
  gradientCase("elu", tf.elu, away(2, 3)),
  gradientCase("erf", tf.erf, between(-1.2, 1.2, 5)),
  gradientCase("exp", tf.exp, normal(2, 3)),
  gradientCase("expm1", tf.expm1, normal(2, 3)),
  gradientCase("leakyRelu", (x) => tf.leakyRelu(x, 0.2), away(2, 3)),
  gradientCase("log", tf.log, between(0.5, 2, 2, 3)),
  gradientCase("log1p", tf.log1p, between(-0.3, 2, 2, 3)),
  gradientCase("neg", tf.neg, normal(2, 3)),
  gradientCase("reciprocal", tf.reciprocal, away(5)),
  gradientCase("relu", tf.relu, away(2, 3)),
  gradientCase("relu6", (x) => tf.relu6(tf.mul(x, 5)), away(7)),
  gradientCase("rsqrt", tf.rsqrt, between(0.5, 2, 2, 3)),
  gradientCase("selu", tf.selu, away(2, 3)),
  gradientCase("sigmoid", tf.sigmoid, normal(2, 3)),
  gradientCase("sin", tf.sin, normal(5)),
  gradientCase("sinh", tf.sinh, normal(5)),
  gradientCase("softmax", (x) => tf.softmax(x), normal(2, 3, 4)),
  gradientCase("softplus", tf.softplus, normal(2, 3)),
  gradientCase("sqrt", tf.sqrt, between(0.5, 2, 2, 3)),
  gradientCase("square", tf.square, normal(2, 3)),
  gradientCase("tan", tf.tan, between(-0.7, 0.7, 2, 3)),
  gradientCase("tanh", tf.tanh, normal(2, 3)),
];

const ofTwo: readonly GradientCase[] = [
  gradientCase("add", tf.add, normal(2, 1, 3), normal(4, 1)),
  gradientCase("addN", (a, b) => tf.addN([a, b, a]), normal(2, 3), normal(2, 3)),
  gradientCase("atan2", tf.atan2, away(2, 3), away(3)),
  gradientCase("div", tf.div, normal(2, 3), away(1)),
  gradientCase("divNoNan", tf.divNoNan, normal(3), away(2, 3)),
  gradientCase(
    "floorDiv",
    (a, b) => tf.floorDiv(tf.add(a, 3.5), tf.add(tf.mul(b, 0), 1.3)),
    between(0, 0.1, 3),
    normal(2, 1),
  ),
  gradientCase("maximum", tf.maximum, distinct(2, 3), () => tf.tensor([0.03])),
  gradientCase(
    "minimum",
    (a, b) => tf.minimum(a, b),
    distinct(2, 3),
    () => tf.tensor([[0.03], [-0.03]]),
  ),
  gradientCase(
    "mod",
    (a, b) => tf.mod(a, b),
    () => tf.tensor([[2.5, -2.5, 0.5]]),
    () => tf.tensor([[1.2], [-0.9]]),
  ),
  gradientCase("mul", tf.mul, normal(2, 1, 3), normal(4, 1)),
  gradientCase("pow", tf.pow, between(0.5, 2, 2, 3), normal(3)),
  gradientCase("pow, whole exponent", (x) => tf.pow(x, 3), away(5)),
  gradientCase("prelu", tf.prelu, away(2, 2, 3), normal(3)),
  gradientCase("squaredDifference", tf.squaredDifference, normal(2, 3), normal(2, 1)),
  gradientCase("sub", tf.sub, normal(3), normal(2, 1)),
];

const float = (x: tf.Tensor) => tf.cast(x, "float32");
const masks: readonly [string, (x: tf.Tensor) => tf.Tensor][] = [
  ["all", (x) => tf.all(tf.greater(x, -9), 0)],
  ["any", (x) => tf.any(tf.greater(x, 0.1), 0)],
  ["argMax", (x) => tf.argMax(x, 0)],
  ["argMin", (x) => tf.argMin(x, 0)],
  ["ceil", tf.ceil],
  ["equal", (x) => tf.equal(x, 7)],
  ["floor", tf.floor],
  ["greater", (x) => tf.greater(x, 0.1)],
  ["greaterEqual", (x) => tf.greaterEqual(x, 0.1)],
  ["isFinite", tf.isFinite],
  ["isInf", tf.isInf],
  ["isNaN", tf.isNaN],
  ["less", (x) => tf.less(x, 0.1)],
  ["lessEqual", (x) => tf.lessEqual(x, 0.1)],
  ["logicalAnd", (x) => tf.logicalAnd(tf.greater(x, 0.1), tf.less(x, 0.8))],
  ["logicalNot", (x) => tf.logicalNot(tf.greater(x, 0.1))],
  ["logicalOr", (x) => tf.logicalOr(tf.greater(x, 0.8), tf.less(x, 0.1))],
  ["notEqual", (x) => tf.notEqual(x, 7)],
  ["oneHot", (x) => tf.oneHot(tf.argMax(x, 1), 3)],
  ["onesLike", tf.onesLike],
  ["round", tf.round],
  ["sign", tf.sign],
  ["step", (x) => tf.step(x, 0.3)],
  ["zerosLike", tf.zerosLike],
];
const SMOOTH_FOR_MASKS = [
  [0.3, -0.7, 1.2],
  [-0.3, 0.6, -1.7],
];

/** A mask on the way from x to the loss is a constant factor. */
const constant = masks.map(([name, mask]) =>
  gradientCase(
    name,
    (x) => tf.mul(x, float(mask(x))),
    () => tf.tensor(SMOOTH_FOR_MASKS),
  ),
);

const choices: readonly GradientCase[] = [
  gradientCase("where", (a, b) => tf.where(tf.tensor([true, false, true]), a, b), normal(2, 3), normal(2, 1)),
  gradientCase("where, condition of x", (x) => tf.where(tf.greater(x, 0), tf.square(x), tf.sin(x)), away(2, 3)),
];

export const elementwiseCases: readonly GradientCase[] = [...ofOne, ...ofTwo, ...constant, ...choices];
