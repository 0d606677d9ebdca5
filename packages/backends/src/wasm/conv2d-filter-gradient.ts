import {
  type Conv2DBackpropFilterAttrs,
  conv2d,
  type KernelFunc,
  slice,
  type Tensor4D,
  tidy,
  transpose,
} from "@tensorflow/tfjs-core";
import { regionRead } from "./region-read.js";
import { sizesOf } from "./sizes-of.js";

/**
 * Gradient of conv2d by its filter, as a convolution of x with dy, batch as channels and stride as dilation:
 * `dw[h, w, i, o] = Σ_{b, p, q} x[b, s p + h, s q + w, i] dy[b, p, q, o]`.
 */
export const conv2dFilterGradient: KernelFunc = ({ inputs, attrs }) => {
  const { x, dy } = inputs as { x: Tensor4D; dy: Tensor4D };
  const attributes = attrs as unknown as Conv2DBackpropFilterAttrs;
  const sizes = sizesOf(x.shape, attributes.filterShape, attributes, "dense");
  const { height, width, padding } = regionRead(sizes);

  return tidy(() => {
    const images: Tensor4D = transpose(x, [3, 1, 2, 0]); // [inChannels, inHeight, inWidth, batch]
    const read = slice(images, [0, 0, 0, 0], [-1, height, width, -1]);
    const filter: Tensor4D = transpose(dy, [1, 2, 0, 3]); // [outHeight, outWidth, batch, outChannels]
    const gradient = conv2d(read, filter, 1, padding, "NHWC", [sizes.strideHeight, sizes.strideWidth]);
    return transpose(gradient, [1, 2, 0, 3]); // [filterHeight, filterWidth, inChannels, outChannels]
  });
};
