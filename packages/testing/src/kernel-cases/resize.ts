import * as tf from "@tensorflow/tfjs-core";
import { images } from "./input.js";
import { four, type KernelCase, smooth } from "./kernel-case.js";

const { resizeBilinear, resizeNearestNeighbor } = tf.image;
const inputs = [images(4, 3, 2)];
const sizes: readonly [number, number][] = [
  [8, 6],
  [5, 7],
  [2, 3],
];

export const resize: readonly KernelCase[] = [
  ...sizes.flatMap((size) =>
    [false, true].flatMap((align) => [
      smooth(`resizeNearestNeighbor to ${size} ${align}`, inputs, (x) => resizeNearestNeighbor(four(x), size, align)),
      smooth(`resizeBilinear to ${size} ${align}`, inputs, (x) => resizeBilinear(four(x), size, align)),
    ]),
  ),
  smooth("resizeBilinear with half pixels", inputs, (x) => resizeBilinear(four(x), [7, 5], false, true)),
  smooth("resizeNearestNeighbor with half pixels", inputs, (x) => resizeNearestNeighbor(four(x), [7, 5], false, true)),
];
