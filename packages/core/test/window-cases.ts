import * as tf from "@tensorflow/tfjs-core";
import { draw, type GradientCase, gradientCase } from "./gradient-cases.js";

const { normal, distinct } = draw;

type Padding = "same" | "valid" | number | tf.backend_util.ExplicitPadding;
type Convolution = [
  name: string,
  stride: number | [number, number],
  padding: Padding,
  dilation: number | [number, number],
];

const explicit: Padding = [
  [0, 0],
  [1, 0],
  [0, 2],
  [0, 0],
];

const options: readonly Convolution[] = [
  ["same", 1, "same", 1],
  ["valid", 1, "valid", 1],
  ["stride 2, same", 2, "same", 1],
  ["stride 2, valid", 2, "valid", 1],
  ["strides 2 and 1, padding 1", [2, 1], 1, 1],
  ["explicit padding", 2, explicit, 1],
  ["dilation 2, same", 1, "same", 2],
  ["dilations 1 and 2, valid", 1, "valid", [1, 2]],
];

const { conv2d, depthwiseConv2d } = tf;
const convolutions = Object.entries({ conv2d, depthwiseConv2d }).flatMap(([operation, convolve]) =>
  options.map(([name, stride, padding, dilation]) =>
    gradientCase(
      `${operation}, ${name}`,
      (x, filter) => convolve(x as tf.Tensor4D, filter as tf.Tensor4D, stride, padding, "NHWC", dilation),
      normal(1, 4, 5, 2),
      normal(2, 3, 2, 2),
    ),
  ),
);

const transposed = (
  [
    ["same, stride 2", [1, 4, 5, 2], 2, "same", [1, 2, 3, 3]],
    ["valid, stride 1", [1, 3, 5, 2], 1, "valid", [1, 2, 3, 3]],
    ["valid, stride 2", [1, 4, 7, 2], 2, "valid", [1, 2, 3, 3]],
    ["padding 1, stride 2", [1, 4, 5, 2], 2, 1, [1, 3, 3, 3]],
  ] as const
).map(([name, outputShape, stride, padding, inputShape]) =>
  gradientCase(
    `conv2dTranspose, ${name}`,
    (x, filter) => tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, [...outputShape], stride, padding),
    normal(...inputShape),
    normal(2, 3, 2, 3),
  ),
);

const others: readonly GradientCase[] = [
  gradientCase(
    "conv2d, filter of one pixel",
    (x, filter) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, "valid"),
    normal(2, 3, 3, 3),
    normal(1, 1, 3, 5),
  ),
  gradientCase(
    "conv1d",
    (x, filter) => tf.conv1d(x as tf.Tensor3D, filter as tf.Tensor3D, 2, "same"),
    normal(2, 5, 2),
    normal(3, 2, 2),
  ),
  gradientCase(
    "conv1d, dilation 2",
    (x, filter) => tf.conv1d(x as tf.Tensor3D, filter as tf.Tensor3D, 1, "valid", "NWC", 2),
    normal(1, 6, 2),
    normal(2, 2, 2),
  ),
  gradientCase(
    "separableConv2d",
    (x, each, point) => tf.separableConv2d(x as tf.Tensor4D, each as tf.Tensor4D, point as tf.Tensor4D, 1, "same"),
    normal(1, 3, 3, 2),
    normal(2, 2, 2, 1),
    normal(1, 1, 2, 3),
  ),
];

const pools = (
  [
    ["valid", 2, 2, "valid"],
    ["overlapping, same", 3, 2, "same"],
    ["oblong, valid", [1, 3], [2, 1], "valid"],
    ["padding 1", 3, 2, 1],
    ["explicit padding", 2, 2, explicit],
  ] as const
).flatMap(([name, size, stride, padding]) => {
  const [window, step] = [size, stride] as unknown as [number, number];
  return [
    gradientCase(`avgPool, ${name}`, (x) => tf.avgPool(x as tf.Tensor4D, window, step, padding), normal(2, 4, 5, 2)),
    gradientCase(`maxPool, ${name}`, (x) => tf.maxPool(x as tf.Tensor4D, window, step, padding), distinct(1, 4, 5, 2)),
  ];
});

/** Windows without a positive entry, which the backward kernel of tfjs' wasm backend overlooks. */
const negative = gradientCase(
  "maxPool, negative",
  (x) => tf.maxPool(tf.sub(x, 9) as tf.Tensor4D, 2, 2, "same"),
  distinct(1, 3, 4, 2),
);

export const windowCases: readonly GradientCase[] = [...convolutions, ...transposed, ...others, ...pools, negative];
