import * as tf from "@tensorflow/tfjs-core";
import { images } from "./input.js";
import { four, type KernelCase, smooth } from "./kernel-case.js";

export const pooling: readonly KernelCase[] = [
  smooth("maxPool", [images(4, 6, 2)], (x) => tf.maxPool(four(x), 2, 2, "valid")),
  smooth("maxPool that overlaps", [images(5, 5, 2)], (x) => tf.maxPool(four(x), 3, 2, "same")),
  smooth("avgPool", [images(4, 6, 2)], (x) => tf.avgPool(four(x), 2, 2, "valid")),
  smooth("avgPool that overlaps", [images(5, 7, 2)], (x) => tf.avgPool(four(x), 3, 2, "same")),
  smooth("avgPool that leaves a rest", [images(5, 7, 2)], (x) => tf.avgPool(four(x), 2, 2, "valid")),
];
