import { type Conv2DAttrs, conv2d as convolve, type KernelFunc, type Tensor4D, tidy } from "@tensorflow/tfjs-core";
import { evenAxis } from "./even-axis.js";

/** Convolution whose matrix product, which tfjs makes of a filter of 1 by 1, is over an even number of channels. */
export function conv2d(original: KernelFunc): KernelFunc {
  return (call) => {
    const { x, filter } = call.inputs as { x: Tensor4D; filter: Tensor4D };
    const { strides, pad, dataFormat, dilations, dimRoundingMode } = call.attrs as unknown as Conv2DAttrs;
    const [height, width, channels] = filter.shape;
    if (height !== 1 || width !== 1 || channels % 2 === 0) return original(call);
    return tidy(() => {
      const evenX = evenAxis(x, dataFormat === "NCHW" ? 1 : 3);
      return convolve(evenX, evenAxis(filter, 2), strides, pad, dataFormat, dilations, dimRoundingMode);
    });
  };
}
