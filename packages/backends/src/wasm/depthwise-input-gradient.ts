import {
  type DepthwiseConv2dNativeBackpropInputAttrs,
  depthwiseConv2d,
  type KernelFunc,
  pad as padded,
  reshape,
  reverse,
  slice,
  sum,
  type Tensor,
  type Tensor4D,
  tidy,
} from "@tensorflow/tfjs-core";
import { sizesOf } from "./sizes-of.js";

/**
 * Gradient of a depthwise conv2d by its input: a depthwise convolution of dy, spread out by the stride, with the
 * filter turned around; the outputs of one input channel are summed.
 */
export const depthwiseInputGradient: KernelFunc = ({ inputs, attrs }) => {
  const { dy, filter } = inputs as { dy: Tensor4D; filter: Tensor4D };
  const attributes = attrs as unknown as DepthwiseConv2dNativeBackpropInputAttrs;
  const sizes = sizesOf(attributes.inputShape, filter.shape, attributes, "depthwise");
  const { batchSize, inHeight, inWidth, inChannels, outChannels, padInfo } = sizes;
  const { filterHeight, filterWidth, dilationHeight, dilationWidth, strideHeight, strideWidth } = sizes;
  const top = sizes.effectiveFilterHeight - 1 - padInfo.top;
  const left = sizes.effectiveFilterWidth - 1 - padInfo.left;
  const bottom = inHeight + padInfo.top - sizes.outHeight * strideHeight;
  const right = inWidth + padInfo.left - sizes.outWidth * strideWidth;

  return tidy(() => {
    const turned = reverse(reshape(filter, [filterHeight, filterWidth, outChannels, 1]), [0, 1]);
    const gradients = depthwiseConv2d(
      spread(dy, strideHeight, strideWidth),
      turned as Tensor4D,
      1,
      [
        [0, 0],
        [Math.max(0, top), Math.max(0, bottom)],
        [Math.max(0, left), Math.max(0, right)],
        [0, 0],
      ],
      "NHWC",
      [dilationHeight, dilationWidth],
    );
    const begin = [0, Math.max(0, -top), Math.max(0, -left), 0];
    const inside = slice(gradients, begin, [batchSize, inHeight, inWidth, outChannels]);
    const multiplier = outChannels / inChannels;
    if (multiplier === 1) return inside;
    return sum(reshape(inside, [batchSize, inHeight, inWidth, inChannels, multiplier]), 4); // [batch, inHeight, inWidth, inChannels]
  });
};

/** Puts `rows - 1` rows of zeros after every row, `columns - 1` columns after every column. */
function spread(x: Tensor4D, rows: number, columns: number): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const tall = zerosAfter(reshape(x, [batch * height, 1, width * channels]), rows - 1);
  const wide = zerosAfter(reshape(tall, [batch * height * rows * width, 1, channels]), columns - 1);
  return reshape(wide, [batch, height * rows, width * columns, channels]);
}

function zerosAfter(x: Tensor, count: number): Tensor {
  return padded(x, [
    [0, 0],
    [0, count],
    [0, 0],
  ]);
}
