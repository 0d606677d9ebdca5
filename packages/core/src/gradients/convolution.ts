import {
  Conv2D,
  type Conv2DAttrs,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNative,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  engine,
  type NamedAttrMap,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { stuff, unstuff } from "./along.js";
import { binary, type Definitions } from "./definition.js";

/** The kernels of a convolution. */
interface Kernels {
  readonly forward: string;
  readonly byInput: string;
  readonly byFilter: string;
}

const dense: Kernels = { forward: Conv2D, byInput: Conv2DBackpropInput, byFilter: Conv2DBackpropFilter };
const depthwise: Kernels = {
  forward: DepthwiseConv2dNative,
  byInput: DepthwiseConv2dNativeBackpropInput,
  byFilter: DepthwiseConv2dNativeBackpropFilter,
};

/** Convolutions. */
export const convolution: Definitions = { ...definitionsOf(dense), ...definitionsOf(depthwise) };

/**
 * A convolution, its gradient by the input and its gradient by the filter are each linear in two of the three tensors (x, filter, dy),
 * so that the three kernels are one another's gradients.
 */
function definitionsOf(kernels: Kernels): Definitions {
  return {
    [kernels.forward]: binary<Attributes>({
      x: (dy, x, filter, attributes) => byInput(kernels, x.shape, filter, dy, attributes),
      filter: (dy, x, filter, attributes) => byFilter(kernels, x, filter.shape, dy, attributes),
    }),
    [kernels.byInput]: binary<Attributes>({
      dy: (ddx, _dy, filter, attributes) => convolve(kernels, ddx, filter, attributes),
      filter: (ddx, dy, filter, attributes) => byFilter(kernels, ddx, filter.shape, dy, attributes),
    }),
    [kernels.byFilter]: binary<Attributes>({
      x: (dfilter, x, dy, attributes) => byInput(kernels, x.shape, dfilter, dy, attributes),
      dy: (dfilter, x, _dy, attributes) => convolve(kernels, x, dfilter, attributes),
    }),
  };
}

/** The attributes that the kernels share. */
type Attributes = Pick<Conv2DAttrs, "strides" | "pad" | "dimRoundingMode"> &
  Partial<Pick<Conv2DAttrs, "dataFormat" | "dilations">>;

function convolve({ forward }: Kernels, x: Tensor, filter: Tensor, attributes: Attributes): Tensor {
  return run(forward, { x, filter }, undilated(attributes));
}

function byInput(kernels: Kernels, inputShape: number[], filter: Tensor, dy: Tensor, attributes: Attributes): Tensor {
  const [height, width] = dilationsOf(attributes);
  const spread = stuff(stuff(filter, 0, height), 1, width);
  return run(kernels.byInput, { dy, filter: spread }, { ...undilated(attributes), inputShape });
}

function byFilter(kernels: Kernels, x: Tensor, filterShape: number[], dy: Tensor, attributes: Attributes): Tensor {
  const [height, width] = dilationsOf(attributes);
  const [rows, columns, ...channels] = filterShape as [number, number, ...number[]];
  const spread = [(rows - 1) * height + 1, (columns - 1) * width + 1, ...channels];
  const dfilter = run(kernels.byFilter, { x, dy }, { ...undilated(attributes), filterShape: spread });
  return unstuff(unstuff(dfilter, 0, height), 1, width);
}

/** The backward kernels know no dilation: a dilated filter is handed to them with zeros between its taps. */
const undilated = ({ strides, pad, dataFormat = "NHWC", dimRoundingMode }: Attributes) => ({
  strides,
  pad,
  dataFormat,
  dilations: [1, 1],
  ...(dimRoundingMode && { dimRoundingMode }),
});

function dilationsOf({ dilations = 1 }: Attributes): [number, number] {
  return typeof dilations === "number" ? [dilations, dilations] : dilations;
}

const run = (kernel: string, inputs: Record<string, Tensor>, attributes: NamedAttrMap) =>
  engine().runKernel<Tensor>(kernel, inputs, attributes);
