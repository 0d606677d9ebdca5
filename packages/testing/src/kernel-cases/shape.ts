import * as tf from "@tensorflow/tfjs-core";
import { floats } from "./input.js";
import { flat, four, type KernelCase, smooth } from "./kernel-case.js";

const crops = [
  [0, 1],
  [1, 0],
];
const paddings = [
  [0, 0],
  [1, 0],
];

export const shape: readonly KernelCase[] = [
  smooth("batchToSpace", [floats(12, 2, 2)], (x) => tf.batchToSpaceND(x, [2, 3], crops)),
  smooth("broadcastTo", [floats(3, 1)], (x) => tf.broadcastTo(x, [2, 3, 4])),
  smooth("concat", [floats(2, 3), floats(2, 1), floats(2, 4)], (...xs) => tf.concat(xs, 1)),
  smooth("depthToSpace", [floats(2, 2, 3, 8)], (x) => tf.depthToSpace(four(x), 2)),
  smooth("expandDims", [floats(3, 2)], (x) => tf.expandDims(x, -1)),
  flat("onesLike", [floats(3, 5)], tf.onesLike),
  smooth("ranges that fall, and of rounded steps", [floats(3)], (x) =>
    tf.concat([x, tf.range(5, 2), tf.range(2, 5, 0.3), tf.range(3, 0, -1), tf.linspace(4, 7, 1), tf.linspace(0, 1, 7)]),
  ),
  smooth("range, linspace, eye", [floats(3)], (x) =>
    tf.add(x, tf.mul(tf.sum(tf.eye(3), 0), tf.add(tf.range(0, 3), tf.linspace(0, 1, 3)))),
  ),
  smooth("reshape", [floats(4, 6)], (x) => tf.reshape(x, [3, -1])),
  smooth("reverse", [floats(3, 4)], (x) => tf.reverse(x, [0, 1])),
  smooth("spaceToBatch", [floats(2, 4, 5)], (x) => tf.spaceToBatchND(x, [2, 3], paddings)),
  smooth("split", [floats(2, 7)], (x) => tf.split(x, [2, 4, 1], 1)[1]!),
  smooth("stack", [floats(2, 3), floats(2, 3)], (...xs) => tf.stack(xs, 1)),
  smooth("tile", [floats(2, 3)], (x) => tf.tile(x, [2, 3])),
  smooth("tile of ones", [floats(2, 1)], (x) => tf.tile(x, [1, 4])),
  smooth("transpose", [floats(2, 3, 4)], (x) => tf.transpose(x, [2, 0, 1])),
  smooth("transpose of columns", [floats(2, 3, 1, 4)], (x) => tf.transpose(x, [2, 0, 3, 1])),
  smooth("unstack", [floats(2, 3, 2)], (x) => tf.mul(tf.unstack(x, 1)[1]!, tf.unstack(x, 1)[2]!)),
  flat("zerosLike", [floats(3, 5)], tf.zerosLike),
];
