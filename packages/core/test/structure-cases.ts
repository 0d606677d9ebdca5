import * as tf from "@tensorflow/tfjs-core";
import { draw, type GradientCase, gradientCase } from "./gradient-cases.js";

const { normal, distinct } = draw;

const indices = (values: number[], shape = [values.length]) => tf.tensor(values, shape, "int32");

const reductions: readonly GradientCase[] = [
  gradientCase("sum", (x) => tf.sum(x, [0, 2]), normal(2, 3, 2)),
  gradientCase("sum, kept axes", (x) => tf.sum(x, -1, true), normal(2, 3)),
  gradientCase("mean", (x) => tf.mean(x, [1]), normal(2, 3, 2)),
  gradientCase("mean, all axes", (x) => tf.mean(x), normal(2, 3)),
  gradientCase("max", (x) => tf.max(x, 1), distinct(2, 3, 2)),
  gradientCase("min", (x) => tf.min(x, [-1], true), distinct(2, 3)),
  gradientCase("prod", (x) => tf.prod(x, 1), normal(2, 5)),
  gradientCase("prod, two axes", (x) => tf.prod(x, [0, 2]), normal(3, 2, 2)),
  gradientCase(
    "prod with zeros",
    (x) => tf.prod(x, 1),
    () =>
      tf.tensor([
        [0, 2, 3],
        [0, 1.5, 0],
      ]),
  ),
  gradientCase("cumsum", (x) => tf.cumsum(x, 1), normal(2, 4)),
  gradientCase("cumsum, exclusive, reverse", (x) => tf.cumsum(x, 0, true, true), normal(3, 2)),
  gradientCase("logSumExp", (x) => tf.logSumExp(x, 1), normal(2, 4)),
  gradientCase("logSumExp, kept axes", (x) => tf.sub(x, tf.logSumExp(x, 1, true)), normal(2, 4)),
  gradientCase("norm", (x) => tf.norm(x, 2, 1), normal(2, 4)),
  gradientCase("norm of matrices", (x) => tf.norm(x, "fro", [1, 2]), normal(2, 2, 3)),
  gradientCase(
    "moments",
    (x) => tf.div(tf.sub(x, tf.moments(x, 1, true).mean), tf.sqrt(tf.moments(x, 1, true).variance)),
    normal(2, 5),
  ),
];

const moves: readonly GradientCase[] = [
  gradientCase(
    "batchToSpaceND",
    (x) =>
      tf.batchToSpaceND(
        x,
        [2, 1],
        [
          [0, 1],
          [1, 0],
        ],
      ),
    normal(4, 2, 3, 1),
  ),
  gradientCase("broadcastTo", (x) => tf.broadcastTo(x, [2, 2, 3]), normal(2, 1)),
  gradientCase("concat", (a, b) => tf.concat([a, b, a], 1), normal(2, 2), normal(2, 1)),
  gradientCase("concat, last axis", (a, b) => tf.concat([a, b], -1), normal(2, 1, 2), normal(2, 1, 3)),
  gradientCase("depthToSpace", (x) => tf.depthToSpace(x as tf.Tensor4D, 2), normal(2, 1, 3, 8)),
  gradientCase("expandDims", (x) => tf.expandDims(x, 1), normal(2, 3)),
  gradientCase(
    "pad",
    (x) =>
      tf.pad(
        x,
        [
          [1, 0],
          [0, 2],
        ],
        0.7,
      ),
    normal(2, 3),
  ),
  gradientCase(
    "mirrorPad, reflect",
    (x) =>
      tf.mirrorPad(
        x,
        [
          [1, 2],
          [2, 1],
        ],
        "reflect",
      ),
    normal(3, 4),
  ),
  gradientCase(
    "mirrorPad, symmetric",
    (x) =>
      tf.mirrorPad(
        x,
        [
          [3, 2],
          [0, 1],
        ],
        "symmetric",
      ),
    normal(3, 4),
  ),
  gradientCase("reshape", (x) => tf.reshape(x, [3, -1]), normal(2, 3)),
  gradientCase("reverse", (x) => tf.reverse(x, [0, -1]), normal(2, 2, 3)),
  gradientCase("slice", (x) => tf.slice(x, [1, 0, 1], [1, -1, 2]), normal(2, 2, 4)),
  gradientCase(
    "spaceToBatchND",
    (x) =>
      tf.spaceToBatchND(
        x,
        [2, 2],
        [
          [0, 1],
          [1, 1],
        ],
      ),
    normal(1, 3, 4, 1),
  ),
  gradientCase("split", (x) => tf.split(x, [1, 2, 1], 1)[1]!, normal(2, 4)),
  gradientCase("split, all parts", (x) => tf.addN(tf.split(x, 3, -1)), normal(2, 6)),
  gradientCase("squeeze", (x) => tf.squeeze(x), normal(2, 1, 3)),
  gradientCase("stack", (a, b) => tf.stack([a, b, a], 1), normal(2, 3), normal(2, 3)),
  gradientCase("stridedSlice", (x) => tf.stridedSlice(x, [0, 1], [5, 4], [2, 2]), normal(5, 5)),
  gradientCase("stridedSlice, backwards", (x) => tf.stridedSlice(x, [4, 0], [0, 5], [-3, 2]), normal(5, 5)),
  gradientCase("stridedSlice, masks", (x) => tf.stridedSlice(x, [1, 1], [2, 4], [1, 2], 1, 2, 0, 0, 0), normal(3, 5)),
  gradientCase(
    "stridedSlice, ellipsis, new axis",
    (x) => tf.stridedSlice(x, [0, 0, 2], [0, 0, 4], [1, 1, 1], 0, 0, 1, 2),
    normal(2, 2, 5),
  ),
  gradientCase("tile", (x) => tf.tile(x, [2, 1, 3]), normal(1, 2, 2)),
  gradientCase("transpose", (x) => tf.transpose(x, [2, 0, 1]), normal(2, 3, 4)),
  gradientCase("unstack", (x) => tf.unstack(x, 1)[1]!, normal(2, 3)),
];

const reads: readonly GradientCase[] = [
  gradientCase("gather", (x) => tf.gather(x, indices([2, 0, 2])), normal(3, 2)),
  gradientCase("gather, inner axis", (x) => tf.gather(x, indices([1, 2, 1, 0], [2, 2]), 1), normal(2, 3, 2)),
  gradientCase("gather, batches", (x) => tf.gather(x, indices([1, 2, 1, 0], [2, 2]), 1, 1), normal(2, 3, 2)),
  gradientCase("gatherND", (x) => tf.gatherND(x, indices([1, 0, 0, 1, 1, 0], [3, 2])), normal(2, 2, 3)),
  gradientCase("scatterND", (x) => tf.scatterND(indices([1, 3, 1], [3, 1]), x, [4, 2]), normal(3, 2)),
];

const products: readonly GradientCase[] = [
  gradientCase("matMul", (a, b) => tf.matMul(a, b), normal(2, 3), normal(3, 4)),
  gradientCase("matMul, first transposed", (a, b) => tf.matMul(a, b, true), normal(3, 2), normal(3, 4)),
  gradientCase("matMul, second transposed", (a, b) => tf.matMul(a, b, false, true), normal(2, 3), normal(4, 3)),
  gradientCase("matMul, both transposed", (a, b) => tf.matMul(a, b, true, true), normal(2, 3, 2), normal(2, 4, 3)),
  gradientCase("matMul, batches broadcast", (a, b) => tf.matMul(a, b), normal(2, 3, 2, 3), normal(3, 3, 1)),
  gradientCase("matMul, one matrix for all", (a, b) => tf.matMul(a, b, false, true), normal(3, 2, 3), normal(2, 3)),
  gradientCase("dot", (a, b) => tf.dot(a, b), normal(3), normal(3, 2)),
  gradientCase("outerProduct", (a, b) => tf.outerProduct(a as tf.Tensor1D, b as tf.Tensor1D), normal(3), normal(2)),
  gradientCase("einsum", (a, b) => tf.einsum("bhqd,bhkd->bhqk", a, b), normal(1, 2, 2, 3), normal(1, 2, 2, 3)),
  gradientCase("einsum, to a scalar", (a, b) => tf.einsum("i,i->", a, b), normal(3), normal(3)),
  gradientCase("einsum, a sum", (x) => tf.einsum("ijk->kj", x), normal(2, 3, 2)),
];

const resizes: readonly GradientCase[] = [
  gradientCase(
    "resizeNearestNeighbor, whole factor",
    (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [4, 9]),
    normal(2, 2, 3, 2),
  ),
  gradientCase(
    "resizeNearestNeighbor",
    (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [5, 2]),
    normal(1, 2, 3, 2),
  ),
  gradientCase(
    "resizeNearestNeighbor, half-pixel",
    (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [3, 5], false, true),
    normal(1, 4, 3, 1),
  ),
  gradientCase("resizeBilinear", (x) => tf.image.resizeBilinear(x as tf.Tensor4D, [5, 2]), normal(1, 2, 3, 2)),
  gradientCase(
    "resizeBilinear, aligned",
    (x) => tf.image.resizeBilinear(x as tf.Tensor4D, [5, 2], true),
    normal(1, 3, 3, 1),
  ),
  gradientCase(
    "resizeBilinear, half-pixel",
    (x) => tf.image.resizeBilinear(x as tf.Tensor4D, [4, 6], false, true),
    normal(1, 2, 3, 2),
  ),
];

export const structureCases: readonly GradientCase[] = [...reductions, ...moves, ...reads, ...products, ...resizes];
