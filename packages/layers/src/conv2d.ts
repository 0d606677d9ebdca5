import {
  GenlabError,
  type Layer,
  type Parameter,
  type Rng,
  refuseUnknown,
  requireCounts,
  requireShape,
} from "@genlab/core";
import { add, conv2d, pad, type Tensor, type Tensor4D } from "@tensorflow/tfjs-core";
import type { ConvolutionOptions } from "./convolution-options.js";
import { fanInUniform } from "./initializers/variance-scaling.js";
import { weightAndBias } from "./initializers/weight-and-bias.js";
import { type Padding, requirePadding, requireRoom } from "./padding.js";
import { toFloat } from "./to-float.js";

export interface Conv2dOptions extends ConvolutionOptions {
  /** Channels of `x`. */
  readonly inputs: number;
  /** Channels of `y`. */
  readonly outputs: number;
  /** Distance between the filter's taps; not with a stride above 1. Default 1. */
  readonly dilation?: number;
}

/**
 * Convolution, from `[batch, height, width, inputs]` to `[batch, y height, y width, outputs]`, weight `[kernel, kernel, inputs, outputs]`.
 *
 * With `extent = dilation · (kernel - 1) + 1`, the height of `y` is
 * - "same": `ceil(height / stride)`; where the padding is odd, the odd row or column is at the end, as in TensorFlow;
 * - "valid": `floor((height - extent) / stride) + 1`;
 * - a number, of rows or columns at each edge, as in PyTorch: `floor((height + 2 padding - extent) / stride) + 1`.
 *
 * @example
 * ```ts
 * import { Conv2d, createRng } from "genlab";
 *
 * const rng = createRng(1);
 * const layer = new Conv2d({ inputs: 3, outputs: 8, kernel: 4, stride: 2 }, rng);
 * console.log(layer.forward(rng.normal([1, 16, 16, 3])).shape); // [1, 8, 8, 8]
 * ```
 */
export class Conv2d implements Layer {
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  readonly stride: number;
  readonly padding: Padding;
  readonly dilation: number;

  /** @throws GenlabError for sizes that are none, for a stride and a dilation that are both above 1, and for options that it does not have. */
  constructor(options: Conv2dOptions, rng: Rng) {
    const { inputs, outputs, kernel, stride = 1, padding = "same", dilation = 1, ...rest } = options;
    const { bias = true, weightInitializer = fanInUniform, biasInitializer = fanInUniform, ...others } = rest;
    const starts = { bias, weightInitializer, biasInitializer };
    refuseUnknown("Conv2d", others, { inputs, outputs, kernel, stride, padding, dilation, ...starts });
    requireCounts("Conv2d", { inputs, outputs, kernel, stride });
    requirePadding(padding, "`padding` of Conv2d");
    requireCounts("Conv2d", { dilation });
    if (stride > 1 && dilation > 1) {
      throw new GenlabError(`Conv2d has stride ${stride} and dilation ${dilation}. One of the two must be 1.`);
    }
    this.stride = stride;
    this.padding = padding;
    this.dilation = dilation;
    const fan = { in: kernel * kernel * inputs, out: kernel * kernel * outputs };
    const shape = [kernel, kernel, inputs, outputs];
    const made = weightAndBias("Conv2d", { shape, outputs, fan, ...starts }, rng);
    this.weight = made.weight;
    this.bias = made.bias;
  }

  /** @throws GenlabError for another shape than that of images with its channels, and for images into which its filter does not fit. */
  forward(x: Tensor): Tensor {
    const { stride, padding, dilation } = this;
    const [kernel, , inputs] = this.weight.shape as [number, number, number];
    requireShape("Conv2d", x, ["batch", "height", "width", inputs]);
    requireRoom("Conv2d", x, dilation * (kernel - 1) + 1, padding);
    // not every backend has explicit padding in its convolution
    const padded = padEdges(toFloat(x), typeof padding === "number" ? padding : 0);
    const mode = typeof padding === "number" ? "valid" : padding;
    const y = conv2d(padded as Tensor4D, this.weight as Tensor4D, stride, mode, "NHWC", dilation);
    return this.bias ? add(y, this.bias) : y;
  }
}

function padEdges(x: Tensor, size: number): Tensor {
  return size === 0
    ? x
    : pad(x, [
        [0, 0],
        [size, size],
        [size, size],
        [0, 0],
      ]);
}
