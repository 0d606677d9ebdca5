import * as tf from "@tensorflow/tfjs-core";
import { floats, images, positives } from "./input.js";
import { flat, four, type KernelCase, smooth } from "./kernel-case.js";

const matrices = [false, true].flatMap((a) =>
  [false, true].flatMap((b) => {
    const product = (x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, a, b);
    const [left, right] = [a ? [3, 2] : [2, 3], b ? [4, 3] : [3, 4]];
    return [
      smooth(`matMul ${a} ${b}`, [floats(...left), floats(...right)], product),
      smooth(`matMul of batches ${a} ${b}`, [floats(5, ...left), floats(1, ...right)], product),
    ];
  }),
);

interface Convolution {
  readonly padding: "same" | "valid";
  readonly stride: number;
  readonly dilation: number;
  /** Height and width of the images. */
  readonly size: readonly [number, number];
  /** Rows and columns of the filter. */
  readonly filter: readonly [number, number];
}

const steps = [
  { stride: 1, dilation: 1 },
  { stride: 2, dilation: 1 },
  { stride: 3, dilation: 1 },
  { stride: 1, dilation: 2 },
];
const sizes = [
  { size: [5, 7], filter: [3, 3] },
  { size: [8, 6], filter: [4, 4] },
  { size: [4, 4], filter: [1, 2] },
  { size: [7, 5], filter: [2, 3] },
] as const;

const fits = ({ padding, dilation, size, filter }: Convolution) =>
  padding === "same" || filter.every((taps, axis) => dilation * (taps - 1) + 1 <= size[axis]!);

const convolutions = (["same", "valid"] as const)
  .flatMap((padding) => steps.flatMap((step) => sizes.map((each): Convolution => ({ padding, ...step, ...each }))))
  .filter(fits)
  .flatMap(({ padding, stride, dilation, size: [height, width], filter: [rows, columns] }) => {
    const name = `${padding} stride ${stride} dilation ${dilation} ${rows}x${columns} on ${height}x${width}`;
    const inputs = [images(height, width, 3), floats(rows, columns, 3, 2)];
    return [
      smooth(`conv2d ${name}`, inputs, (x, w) => tf.conv2d(four(x), four(w), stride, padding, "NHWC", dilation)),
      smooth(`depthwise ${name}`, inputs, (x, w) =>
        tf.depthwiseConv2d(four(x), four(w), stride, padding, "NHWC", dilation),
      ),
    ];
  });

export const products: readonly KernelCase[] = [
  ...matrices,
  ...convolutions,
  smooth("conv2d with numeric padding", [images(6, 6, 2), floats(3, 3, 2, 3)], (x, w) =>
    tf.conv2d(four(x), four(w), 2, 1),
  ),
  smooth("conv2dTranspose", [images(3, 4, 5), floats(4, 4, 2, 5)], (x, w) =>
    tf.conv2dTranspose(four(x), four(w), [2, 6, 8, 2], 2, "same"),
  ),
  smooth("conv2dTranspose valid", [images(3, 4, 5), floats(3, 2, 2, 5)], (x, w) =>
    tf.conv2dTranspose(four(x), four(w), [2, 7, 8, 2], 2, "valid"),
  ),
  smooth("einsum", [floats(2, 3, 4), floats(4, 3, 5)], (x, y) => tf.einsum("bij,jik->kb", x, y)),
  flat("fused matMul", [floats(2, 3), floats(3, 4), floats(4)], (a, b, bias) =>
    tf.fused.matMul({ a, b, bias, activation: "relu" } as never),
  ),
  flat("fused conv2d", [images(5, 5, 2), floats(3, 3, 2, 4), floats(4)], (x, filter, bias) => {
    const activation = { leakyreluAlpha: 0.3, activation: "leakyrelu" };
    return tf.fused.conv2d({ x, filter, bias, strides: 2, pad: "same", ...activation } as never);
  }),
  flat(
    "batchNorm",
    [images(3, 2, 4), floats(4), positives(4), floats(4), positives(4)],
    (x, mean, variance, offset, scale) =>
      tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, offset as tf.Tensor1D, scale as tf.Tensor1D, 1e-3),
  ),
];
