import { type Layer, type Parameter, parameter, type Rng, requireCounts } from "@genlab/core";
import { add, conv2d, pad, type Tensor, type Tensor4D } from "@tensorflow/tfjs-core";
import type { Initializer } from "./initializers/initializer.js";
import { fanInUniform } from "./initializers/variance-scaling.js";
import { type Padding, requirePadding } from "./padding.js";

export interface Conv2dOptions {
  /** Channels of `x`. */
  readonly inputs: number;
  /** Channels of `y`. */
  readonly outputs: number;
  /** Height and width of the filter. */
  readonly kernel: number;
  /** Default 1. */
  readonly stride?: number;
  /** Default "same". */
  readonly padding?: Padding;
  /** Distance between the filter's taps. Default 1. */
  readonly dilation?: number;
  /** Default true. */
  readonly bias?: boolean;
  /** Default `fanInUniform`, as PyTorch's. */
  readonly weightInitializer?: Initializer;
  /** Default `fanInUniform`, as PyTorch's. */
  readonly biasInitializer?: Initializer;
}

/**
 * Convolution, from `[batch, height, width, inputs]` to `[batch, y height, y width, outputs]`, weight `[kernel, kernel, inputs, outputs]`.
 *
 * With `extent = dilation · (kernel - 1) + 1`, the height of `y` is
 * - "same": `ceil(height / stride)`; where the padding is odd, the odd row or column is at the end, as in TensorFlow;
 * - "valid": `floor((height - extent) / stride) + 1`;
 * - a number, of rows or columns at each edge, as in PyTorch: `floor((height + 2 padding - extent) / stride) + 1`.
 */
export class Conv2d implements Layer {
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  readonly stride: number;
  readonly padding: Padding;
  readonly dilation: number;

  constructor(options: Conv2dOptions, rng: Rng) {
    const { inputs, outputs, kernel, stride = 1, padding = "same", dilation = 1 } = options;
    const { bias = true, weightInitializer = fanInUniform, biasInitializer = fanInUniform } = options;
    requireCounts("Conv2d", { inputs, outputs, kernel, stride });
    requirePadding(padding, "`padding` of Conv2d");
    requireCounts("Conv2d", { dilation });
    this.stride = stride;
    this.padding = padding;
    this.dilation = dilation;
    const fan = { in: kernel * kernel * inputs, out: kernel * kernel * outputs };
    this.weight = parameter(() => weightInitializer([kernel, kernel, inputs, outputs], fan, rng));
    this.bias = bias ? parameter(() => biasInitializer([outputs], fan, rng)) : null;
  }

  forward(x: Tensor): Tensor {
    const { stride, padding, dilation } = this;
    // not every backend has explicit padding in its convolution
    const padded = typeof padding === "number" ? padEdges(x, padding) : x;
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
