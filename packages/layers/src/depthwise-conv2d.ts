import { type Layer, type Parameter, type Rng, refuseUnknown, requireCounts, requireShape } from "@genlab/core";
import { add, mul, pad, reshape, slice, type Tensor } from "@tensorflow/tfjs-core";
import type { ConvolutionOptions } from "./convolution-options.js";
import { fanInUniform } from "./initializers/variance-scaling.js";
import { weightAndBias } from "./initializers/weight-and-bias.js";
import { type Padding, requirePadding, requireRoom } from "./padding.js";
import { toFloat } from "./to-float.js";

export interface DepthwiseConv2dOptions extends ConvolutionOptions {
  readonly channels: number;
}

/**
 * A convolution of each channel with a filter of its own, from `[batch, height, width, channels]` to the sizes of `Conv2d`, weight
 * `[kernel, kernel, channels]`. Howard et al. 2017, https://arxiv.org/abs/1704.04861
 */
export class DepthwiseConv2d implements Layer {
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  readonly stride: number;
  readonly padding: Padding;

  /** @throws GenlabError for sizes that are none, and for options that it does not have. */
  constructor(options: DepthwiseConv2dOptions, rng: Rng) {
    const { channels, kernel, stride = 1, padding = "same", bias = true, ...rest } = options;
    const { weightInitializer = fanInUniform, biasInitializer = fanInUniform, ...others } = rest;
    const starts = { bias, weightInitializer, biasInitializer };
    refuseUnknown("DepthwiseConv2d", others, { channels, kernel, stride, padding, ...starts });
    requireCounts("DepthwiseConv2d", { channels, kernel, stride });
    requirePadding(padding, "`padding` of DepthwiseConv2d");
    this.stride = stride;
    this.padding = padding;
    const fan = { in: kernel * kernel, out: kernel * kernel };
    const shape = [kernel, kernel, channels];
    const made = weightAndBias("DepthwiseConv2d", { shape, outputs: channels, fan, ...starts }, rng);
    this.weight = made.weight;
    this.bias = made.bias;
  }

  /** @throws GenlabError for another shape than that of images with its channels, and for images into which its filters do not fit. */
  forward(x: Tensor): Tensor {
    const { stride, padding, weight } = this;
    const [kernel, , channels] = weight.shape as [number, number, number];
    requireShape("DepthwiseConv2d", x, ["batch", "height", "width", channels]);
    requireRoom("DepthwiseConv2d", x, kernel, padding);
    const [rows, columns] = [this.edges(x, 1), this.edges(x, 2)];
    // the end has room for the last stride, so that every tap is a whole grid of strides
    const room = stride - 1;
    const padded = pad(toFloat(x), [
      [0, 0],
      [rows.before, rows.after + room],
      [columns.before, columns.after + room],
      [0, 0],
    ]);
    // a sum over taps: backends lack kernels for the gradients of a depthwise convolution
    let y: Tensor | null = this.bias;
    for (let row = 0; row < kernel; row++) {
      for (let column = 0; column < kernel; column++) {
        const filter = reshape(slice(weight, [row, column, 0], [1, 1, channels]), [channels]);
        const product = mul(everyNth(padded, stride, [row, column], [rows.count, columns.count]), filter);
        y = y ? add(y, product) : product;
      }
    }
    return y!;
  }

  /** How many outputs an axis gives, and its padding, which crops where it is negative. */
  private edges(x: Tensor, axis: 1 | 2): { count: number; before: number; after: number } {
    const { stride, padding } = this;
    const [size, kernel] = [x.shape[axis]!, this.weight.shape[0]!];
    if (padding === "same") {
      const count = Math.ceil(size / stride);
      const total = Math.max(0, (count - 1) * stride + kernel - size);
      return { count, before: Math.floor(total / 2), after: Math.ceil(total / 2) };
    }
    const edge = padding === "valid" ? 0 : padding;
    const count = Math.floor((size + 2 * edge - kernel) / stride) + 1;
    return { count, before: edge, after: edge };
  }
}

/** Every n-th row and column from `start`: `[batch, ...counts, channels]`. */
function everyNth(x: Tensor, n: number, start: [number, number], counts: [number, number]): Tensor {
  const [batch, , , channels] = x.shape as [number, number, number, number];
  const block = slice(x, [0, ...start, 0], [batch, counts[0] * n, counts[1] * n, channels]);
  if (n === 1) return block;
  const row = counts[1] * n * channels;
  const rows = slice(reshape(block, [batch * counts[0], n * row]), [0, 0], [batch * counts[0], row]);
  const pixels = slice(reshape(rows, [batch * counts[0] * counts[1], n * channels]), [0, 0], [-1, channels]);
  return reshape(pixels, [batch, ...counts, channels]);
}
