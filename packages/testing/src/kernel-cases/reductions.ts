import * as tf from "@tensorflow/tfjs-core";
import { bools, floats, integers, positives } from "./input.js";
import { flat, type KernelCase, smooth } from "./kernel-case.js";

type Reduction = (x: tf.Tensor, axis?: number | number[], keepDims?: boolean) => tf.Tensor;

const overAxes: Readonly<Record<string, Reduction>> = {
  sum: tf.sum,
  mean: tf.mean,
  max: tf.max,
  min: tf.min,
  prod: tf.prod,
};

export const reductions: readonly KernelCase[] = [
  ...Object.entries(overAxes).flatMap(([name, run]) => [
    smooth(name, [floats(2, 3, 4)], (x) => run(x)),
    smooth(`${name} over the last axis`, [floats(2, 3, 4)], (x) => run(x, -1)),
    smooth(`${name} over two axes`, [floats(2, 3, 4)], (x) => run(x, [0, 2], true)),
    flat(`${name} of integers`, [integers(2, 3)], (x) => run(x, 1)),
  ]),
  flat("sum of bools", [bools(2, 3)], (x) => tf.sum(x)),
  flat("all", [bools(4, 2)], (x) => tf.all(x, 1)),
  flat("any", [bools(4, 2)], (x) => tf.any(x, 1)),
  flat("argMax", [floats(4, 5)], (x) => tf.argMax(x, 1)),
  flat("argMin", [floats(4, 5)], (x) => tf.argMin(x, 0)),
  smooth("cumsum", [floats(4, 5)], (x) => tf.cumsum(x, 1)),
  smooth("cumsum exclusive and reversed", [floats(4, 5)], (x) => tf.cumsum(x, 0, true, true)),
  smooth("logSumExp", [floats(3, 5)], (x) => tf.logSumExp(x, -1)),
  smooth("norm", [positives(3, 5)], (x) => tf.norm(x)),
  smooth("softmax", [floats(3, 5)], (x) => tf.softmax(x)),
  flat("topk values", [floats(4, 5)], (x) => tf.topk(x, 3).values),
  flat("topk indices", [floats(4, 5)], (x) => tf.topk(x, 3).indices),
];
