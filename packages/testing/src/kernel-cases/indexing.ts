import * as tf from "@tensorflow/tfjs-core";
import { floats, integers } from "./input.js";
import { flat, type KernelCase, smooth } from "./kernel-case.js";

const border: [number, number][] = [
  [1, 2],
  [0, 3],
];
const mirror: [number, number][] = [
  [1, 2],
  [3, 0],
];

export const indexing: readonly KernelCase[] = [
  smooth("gather", [floats(4, 5), integers(2, 3)], (x, i) => tf.gather(x, tf.cast(i, "int32"), 1)),
  flat("gather with batches", [floats(2, 4, 3, 2), integers(2, 5)], (x, i) => tf.gather(x, tf.cast(i, "int32"), 2, 1)),
  smooth("gatherND", [floats(4, 5), integers(3, 2)], (x, i) => tf.gatherND(x, tf.cast(i, "int32"))),
  smooth("mirrorPad reflect", [floats(4, 4)], (x) => tf.mirrorPad(x, mirror, "reflect")),
  smooth("mirrorPad symmetric", [floats(4, 4)], (x) => tf.mirrorPad(x, mirror, "symmetric")),
  flat("oneHot", [integers(2, 3)], (x) => tf.oneHot(tf.cast(x, "int32"), 4)),
  flat("oneHot with values", [integers(3)], (x) => tf.oneHot(tf.cast(x, "int32"), 4, 0.9, 0.1, "float32")),
  smooth("pad", [floats(3, 4)], (x) => tf.pad(x, border, 0.5)),
  smooth("scatterND adds", [floats(5, 2)], (x) =>
    tf.scatterND(tf.tensor([[1], [3], [1], [0], [3]], [5, 1], "int32"), x, [4, 2]),
  ),
  smooth("slice", [floats(4, 5)], (x) => tf.slice(x, [1, 2], [2, -1])),
  smooth("stridedSlice", [floats(5, 6)], (x) => tf.stridedSlice(x, [0, 1], [5, 6], [2, 3])),
  smooth("stridedSlice backwards", [floats(5, 6)], (x) => tf.stridedSlice(x, [4, 5], [0, 1], [-2, -1])),
];
