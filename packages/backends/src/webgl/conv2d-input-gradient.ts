import { Conv2DBackpropInput, engine, type KernelFunc, type Tensor, type Tensor4D, tidy } from "@tensorflow/tfjs-core";
import { evenAxis } from "./even-axis.js";

/** Gradient of conv2d by its input, over an even number of output channels. */
export function conv2dInputGradient(original: KernelFunc): KernelFunc {
  return (call) => {
    const { dy, filter } = call.inputs as { dy: Tensor4D; filter: Tensor4D };
    if (call.attrs?.dataFormat === "NCHW" || filter.shape[3] % 2 === 0) return original(call);
    return tidy(() => {
      const inputs = { dy: evenAxis(dy, 3), filter: evenAxis(filter, 3) };
      return engine().runKernel(Conv2DBackpropInput, inputs, call.attrs) as Tensor;
    });
  };
}
