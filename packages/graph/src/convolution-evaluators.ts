import {
  add,
  concat,
  conv2d,
  depthwiseConv2d,
  engine,
  maxPool,
  pad,
  reshape,
  slice,
  split,
  stridedSlice,
  type Tensor,
  type Tensor4D,
  transpose,
} from "@tensorflow/tfjs-core";
import type { Evaluators } from "./evaluator.js";
import type { Attributes, GroupedConvolution, Window } from "./node.js";

type Names =
  | "conv2d"
  | "conv2dByInput"
  | "conv2dByFilter"
  | "maxPool"
  | "conv"
  | "convTranspose"
  | "toBlocks"
  | "fromBlocks"
  | "rowsToBlocks"
  | "blockedConv";

/** Convolutions and pooling by the operations of tfjs. */
export const convolutions: Pick<Evaluators, Names> = {
  conv2d: ([x, filter], attributes) => {
    const { strides, dilations, pads, depthwise } = attributes;
    const enclosed = enclose(x, pads, 0) as Tensor4D;
    const convolve = depthwise ? depthwiseConv2d : conv2d;
    return convolve(enclosed, filter as Tensor4D, [...strides], "valid", "NHWC", [...dilations]);
  },
  conv2dByInput: ([dy, filter], { strides, pads, depthwise, inputShape }) => {
    const [top, left, bottom, right] = pads;
    const [batch, height, width, channels] = inputShape as [number, number, number, number];
    const shape = [batch, height + top + bottom, width + left + right, channels];
    const kernel = depthwise ? "DepthwiseConv2dNativeBackpropInput" : "Conv2DBackpropInput";
    const attributes = { ...valid(strides), inputShape: shape };
    return slice(engine().runKernel<Tensor>(kernel, { dy, filter }, attributes), [0, top, left, 0], [...inputShape]);
  },
  conv2dByFilter: ([x, dy], { strides, pads, depthwise, filterShape }) => {
    const kernel = depthwise ? "DepthwiseConv2dNativeBackpropFilter" : "Conv2DBackpropFilter";
    const attributes = { ...valid(strides), filterShape: [...filterShape] };
    return engine().runKernel<Tensor>(kernel, { x: enclose(x, pads, 0), dy }, attributes);
  },
  maxPool: ([x], { strides, pads, window }) =>
    maxPool(enclose(x, pads, Number.NEGATIVE_INFINITY) as Tensor4D, [...window], [...strides], "valid"),
  toBlocks: ([x], { size }) => inBlocks(x, size),
  fromBlocks: ([x], { channels }) => outOfBlocks(x, channels),
  rowsToBlocks: ([x], { size }) => {
    const [count, rows, entries] = x.shape as [number, number, number];
    return transpose(reshape(x, [count, rows / size, size, entries]), [0, 1, 3, 2]);
  },
  blockedConv: ([x, given, bias], { strides, dilations, pads, blockSize }) => {
    const filter = given.rank === 6 ? filterOutOfBlocks(given) : given;
    const enclosed = enclose(x.rank === 5 ? outOfBlocks(x, filter.shape[2]!) : x, pads, 0) as Tensor4D;
    const y = conv2d(enclosed, filter as Tensor4D, [...strides], "valid", "NHWC", [...dilations]);
    const outputs = filter.shape[3]!;
    const missing = Math.ceil(outputs / blockSize) * blockSize - outputs;
    return inBlocks(pad(bias ? add(y, bias) : y, [NONE, NONE, NONE, [0, missing]]), blockSize);
  },
  conv: ([x, filter, bias], attributes) => grouped(x, filter, bias, attributes),
  convTranspose: ([x, filter, bias], attributes) => {
    const parts = split(x, attributes.groups, 1);
    const joined = concat(
      split(filter, attributes.groups, 0).map((part, i) => transposed(parts[i]!, part, attributes)),
      1,
    );
    return withBias(joined, bias);
  },
};

const NONE: [number, number] = [0, 0];

function inBlocks(x: Tensor, size: number): Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  return transpose(reshape(x, [batch, height, width, channels / size, size]), [0, 3, 1, 2, 4]);
}

function outOfBlocks(x: Tensor, channels: number): Tensor {
  const [batch, blocks, height, width, size] = x.shape as [number, number, number, number, number];
  const whole = reshape(transpose(x, [0, 2, 3, 1, 4]), [batch, height, width, blocks * size]);
  return slice(whole, [0, 0, 0, 0], [batch, height, width, channels]);
}

function filterOutOfBlocks(filter: Tensor): Tensor {
  const [outputs, channels, rows, columns, size] = filter.shape as [number, number, number, number, number];
  return reshape(transpose(filter, [2, 3, 1, 4, 0, 5]), [rows, columns, channels * size, outputs * size]);
}

const valid = (strides: readonly number[]) => ({
  strides: [...strides],
  pad: "valid" as const,
  dataFormat: "NHWC" as const,
  dilations: [1, 1],
});

const enclose = (x: Tensor, [top, left, bottom, right]: Window["pads"], value: number): Tensor =>
  pad(
    x,
    [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    value,
  );

const toLast = (x: Tensor) => transpose(x, [0, 2, 3, 1]);
const toFirst = (x: Tensor) => transpose(x, [0, 3, 1, 2]);
const withBias = (y: Tensor, bias: Tensor | undefined) => (bias ? add(y, reshape(bias, [1, -1, 1, 1])) : y);

function grouped(x: Tensor, filter: Tensor, bias: Tensor | undefined, attributes: GroupedConvolution): Tensor {
  const { strides, pads, dilations, groups } = attributes;
  const images = split(enclose(toLast(x), pads, 0), groups, 3);
  const filters = split(transpose(filter, [2, 3, 1, 0]), groups, 3);
  const parts = images.map((image, i) =>
    // tfjs refuses strides together with dilations
    everyNth(conv2d(image as Tensor4D, filters[i] as Tensor4D, 1, "valid", "NHWC", [...dilations]), strides),
  );
  return withBias(toFirst(concat(parts, 3)), bias);
}

function everyNth(x: Tensor, [down, across]: readonly [number, number]): Tensor {
  return stridedSlice(x, [0, 0, 0, 0], x.shape, [1, down, across, 1]);
}

function transposed(x: Tensor, filter: Tensor, attributes: Attributes["convTranspose"]): Tensor {
  const { strides, pads, outputSize } = attributes;
  const [top, left, bottom, right] = pads;
  const [height, width] = [outputSize[0] + top + bottom, outputSize[1] + left + right];
  const weight = transpose(filter, [2, 3, 1, 0]); // [rows, columns, outputs, channels]
  const inputShape = [x.shape[0]!, height, width, filter.shape[1]!];
  const inputs = { dy: toLast(x), filter: weight };
  const full = engine().runKernel<Tensor>("Conv2DBackpropInput", inputs, { ...valid(strides), inputShape });
  return toFirst(slice(full, [0, top, left, 0], [x.shape[0]!, ...outputSize, filter.shape[1]!]));
}
