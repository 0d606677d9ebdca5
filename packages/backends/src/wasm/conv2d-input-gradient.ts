import {
  type backend_util,
  type Conv2DBackpropInputAttrs,
  conv2d,
  type KernelFunc,
  pad as padded,
  reshape,
  reverse,
  slice,
  type Tensor4D,
  tidy,
  transpose,
} from "@tensorflow/tfjs-core";
import { sizesOf } from "./sizes-of.js";

/**
 * Gradient of conv2d by its input (a transposed convolution), as one dense convolution: each of the
 * strideHeight × strideWidth offsets between output and input sees its own part of the filter, so one convolution of
 * dy gives all offsets as channels, which are then laid out as pixels (sub-pixel convolution, arXiv 1609.07009).
 */
export const conv2dInputGradient: KernelFunc = ({ inputs, attrs }) => {
  const { dy, filter } = inputs as { dy: Tensor4D; filter: Tensor4D };
  const attributes = attrs as unknown as Conv2DBackpropInputAttrs;
  const { inputShape } = attributes;
  const { padInfo, ...sizes } = sizesOf(inputShape, filter.shape, attributes, "dense");
  const { batchSize, inHeight, inWidth, inChannels, outChannels, strideHeight, strideWidth } = sizes;
  const rowTaps = Math.ceil(sizes.filterHeight / strideHeight);
  const columnTaps = Math.ceil(sizes.filterWidth / strideWidth);
  const rows = Math.max(sizes.outHeight, Math.ceil((padInfo.top + inHeight) / strideHeight));
  const columns = Math.max(sizes.outWidth, Math.ceil((padInfo.left + inWidth) / strideWidth));

  return tidy(() => {
    const whole = padded(filter, [
      [0, rowTaps * strideHeight - sizes.filterHeight],
      [0, columnTaps * strideWidth - sizes.filterWidth],
      [0, 0],
      [0, 0],
    ]);
    const taps = reverse(
      reshape(whole, [rowTaps, strideHeight, columnTaps, strideWidth * inChannels * outChannels]),
      [0, 2],
    );
    const parts = transpose(
      reshape(taps, [rowTaps, strideHeight, columnTaps, strideWidth * inChannels, outChannels]),
      [0, 2, 4, 1, 3],
    ); // [rowTaps, columnTaps, outChannels, strideHeight, strideWidth * inChannels]
    const padding: backend_util.ExplicitPadding = [
      [0, 0],
      [rowTaps - 1, rows - sizes.outHeight],
      [columnTaps - 1, columns - sizes.outWidth],
      [0, 0],
    ];
    const offsets = conv2d(
      dy,
      reshape(parts, [rowTaps, columnTaps, outChannels, strideHeight * strideWidth * inChannels]),
      1,
      padding,
    ); // [batch, rows, columns, strideHeight * strideWidth * inChannels]
    const interleaved = transpose(
      reshape(offsets, [batchSize * rows, columns, strideHeight, strideWidth * inChannels]),
      [0, 2, 1, 3],
    ); // [batch * rows, strideHeight, columns, strideWidth * inChannels]
    // cropped with the channels folded into the width: wasm's slice copies run by run
    const pixels = reshape(interleaved, [batchSize, rows * strideHeight, columns * strideWidth * inChannels]);
    const cropped = slice(
      pixels,
      [0, padInfo.top, padInfo.left * inChannels],
      [batchSize, inHeight, inWidth * inChannels],
    );
    return reshape(cropped, inputShape); // [batch, inHeight, inWidth, inChannels]
  });
};
