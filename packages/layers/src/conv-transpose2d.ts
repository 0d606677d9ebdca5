import { type Layer, type Parameter, parameter, type Rng, requireCounts } from "@genlab/core";
import { add, conv2dTranspose, slice, type Tensor, type Tensor4D } from "@tensorflow/tfjs-core";
import type { Initializer } from "./initializers/initializer.js";
import { fanInUniform } from "./initializers/variance-scaling.js";
import { type Padding, requirePadding } from "./padding.js";

export interface ConvTranspose2dOptions {
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
  /** Default true. */
  readonly bias?: boolean;
  /** Default `fanInUniform` with PyTorch's fan for this layer, `kernel² · outputs`. */
  readonly weightInitializer?: Initializer;
  /** Default `fanInUniform`, as the weight's. */
  readonly biasInitializer?: Initializer;
}

/**
 * Transposed convolution, from `[batch, height, width, inputs]` to `[batch, y height, y width, outputs]`, weight
 * `[kernel, kernel, outputs, inputs]`. Radford et al. 2015 (generator of DCGAN), https://arxiv.org/abs/1511.06434
 *
 * The height of `y` is
 * - "same": `stride · height`. It crops `kernel - stride` rows, the odd one at the end; with kernel 4 and stride 2 this equals
 *   PyTorch's `padding=1`;
 * - "valid": `stride · (height - 1) + kernel`;
 * - a number, of rows or columns cropped at each edge, as in PyTorch: `stride · (height - 1) + kernel - 2 padding`.
 */
export class ConvTranspose2d implements Layer {
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  readonly stride: number;
  readonly padding: Padding;

  constructor(options: ConvTranspose2dOptions, rng: Rng) {
    const { inputs, outputs, kernel, stride = 1, padding = "same" } = options;
    const { bias = true, weightInitializer = fanInUniform, biasInitializer = fanInUniform } = options;
    requireCounts("ConvTranspose2d", { inputs, outputs, kernel, stride });
    requirePadding(padding, "`padding` of ConvTranspose2d");
    this.stride = stride;
    this.padding = padding;
    const fan = { in: kernel * kernel * outputs, out: kernel * kernel * inputs };
    this.weight = parameter(() => weightInitializer([kernel, kernel, outputs, inputs], fan, rng));
    this.bias = bias ? parameter(() => biasInitializer([outputs], fan, rng)) : null;
  }

  forward(x: Tensor): Tensor {
    const { stride, padding } = this;
    const [batch, height, width] = x.shape as [number, number, number];
    const [kernel, , outputs] = this.weight.shape as [number, number, number];
    const mode = padding === "same" ? "same" : "valid";
    const grown = (size: number) => (padding === "same" ? stride * size : stride * (size - 1) + kernel);
    const shape: [number, number, number, number] = [batch, grown(height), grown(width), outputs];
    const full = conv2dTranspose(x as Tensor4D, this.weight as Tensor4D, shape, stride, mode);
    const y = typeof padding === "number" ? cropEdges(full, padding) : full;
    return this.bias ? add(y, this.bias) : y;
  }
}

function cropEdges(x: Tensor4D, size: number): Tensor4D {
  if (size === 0) return x;
  const [batch, height, width, channels] = x.shape;
  return slice(x, [0, size, size, 0], [batch, height - 2 * size, width - 2 * size, channels]);
}
