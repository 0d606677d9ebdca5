import {
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  depthwiseConv2d,
  type KernelFunc,
  reshape,
  slice,
  sum,
  type Tensor4D,
  tidy,
  transpose,
} from "@tensorflow/tfjs-core";
import { regionRead } from "./region-read.js";
import { sizesOf } from "./sizes-of.js";

/**
 * Gradient of a depthwise conv2d by its filter, as a depthwise convolution of x with dy in which every example is a
 * channel of its own, stride and dilation change places, and the examples are summed at the end.
 */
export const depthwiseFilterGradient: KernelFunc = ({ inputs, attrs }) => {
  const { x, dy } = inputs as { x: Tensor4D; dy: Tensor4D };
  const attributes = attrs as unknown as DepthwiseConv2dNativeBackpropFilterAttrs;
  const { filterShape } = attributes;
  const sizes = sizesOf(x.shape, filterShape, attributes, "depthwise");
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth } = sizes;
  const [filterHeight, filterWidth, , multiplier] = filterShape;
  const channels = batchSize * inChannels;
  const { height, width, padding } = regionRead(sizes);

  return tidy(() => {
    const images: Tensor4D = reshape(transpose(x, [1, 2, 0, 3]), [1, inHeight, inWidth, channels]);
    const read = slice(images, [0, 0, 0, 0], [1, height, width, channels]);
    const filter: Tensor4D = reshape(transpose(dy, [1, 2, 0, 3]), [outHeight, outWidth, channels, multiplier]);
    const gradients = depthwiseConv2d(read, filter, [sizes.dilationHeight, sizes.dilationWidth], padding, "NHWC", [
      sizes.strideHeight,
      sizes.strideWidth,
    ]); // [1, filterHeight, filterWidth, channels * multiplier]
    const byExample = reshape(gradients, [filterHeight, filterWidth, batchSize, inChannels * multiplier]);
    return reshape(sum(byExample, 2), filterShape); // [filterHeight, filterWidth, inChannels, multiplier]
  });
};
