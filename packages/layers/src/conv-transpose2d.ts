import {
  GenlabError,
  type Layer,
  type Parameter,
  type Rng,
  refuseUnknown,
  requireCounts,
  requireShape,
} from "@genlab/core";
import { add, conv2dTranspose, slice, type Tensor, type Tensor4D } from "@tensorflow/tfjs-core";
import type { ConvolutionOptions } from "./convolution-options.js";
import { fanInUniform } from "./initializers/variance-scaling.js";
import { weightAndBias } from "./initializers/weight-and-bias.js";
import { type Padding, requirePadding } from "./padding.js";
import { toFloat } from "./to-float.js";

export interface ConvTranspose2dOptions extends ConvolutionOptions {
  /** Channels of `x`. */
  readonly inputs: number;
  /** Channels of `y`. */
  readonly outputs: number;
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
 *
 * @example
 * ```ts
 * import { ConvTranspose2d, createRng } from "genlab";
 *
 * const rng = createRng(1);
 * const layer = new ConvTranspose2d({ inputs: 8, outputs: 3, kernel: 4, stride: 2 }, rng);
 * console.log(layer.forward(rng.normal([1, 8, 8, 8])).shape); // [1, 16, 16, 3]
 * ```
 */
export class ConvTranspose2d implements Layer {
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  readonly stride: number;
  readonly padding: Padding;

  /** @throws GenlabError for sizes that are none, and for options that it does not have. */
  constructor(options: ConvTranspose2dOptions, rng: Rng) {
    const { inputs, outputs, kernel, stride = 1, padding = "same", ...rest } = options;
    const { bias = true, weightInitializer = fanInUniform, biasInitializer = fanInUniform, ...others } = rest;
    const starts = { bias, weightInitializer, biasInitializer };
    refuseUnknown("ConvTranspose2d", others, { inputs, outputs, kernel, stride, padding, ...starts });
    requireCounts("ConvTranspose2d", { inputs, outputs, kernel, stride });
    requirePadding(padding, "`padding` of ConvTranspose2d");
    this.stride = stride;
    this.padding = padding;
    // PyTorch's fan of this layer
    const fan = { in: kernel * kernel * outputs, out: kernel * kernel * inputs };
    const shape = [kernel, kernel, outputs, inputs];
    const made = weightAndBias("ConvTranspose2d", { shape, outputs, fan, ...starts }, rng);
    this.weight = made.weight;
    this.bias = made.bias;
  }

  /** @throws GenlabError for another shape than that of images with its channels, and for images of which its cropping leaves nothing. */
  forward(x: Tensor): Tensor {
    const { stride, padding } = this;
    const [kernel, , outputs, inputs] = this.weight.shape as [number, number, number, number];
    requireShape("ConvTranspose2d", x, ["batch", "height", "width", inputs]);
    const [batch, height, width] = x.shape as [number, number, number];
    if (typeof padding === "number") requireRest(x, { kernel, stride, padding });
    const mode = padding === "same" ? "same" : "valid";
    const grown = (size: number) => (padding === "same" ? stride * size : stride * (size - 1) + kernel);
    const shape: [number, number, number, number] = [batch, grown(height), grown(width), outputs];
    const full = conv2dTranspose(toFloat(x) as Tensor4D, this.weight as Tensor4D, shape, stride, mode);
    const y = typeof padding === "number" ? cropEdges(full, padding) : full;
    return this.bias ? add(y, this.bias) : y;
  }
}

/** Throws unless rows and columns are left when the edges are cropped. */
function requireRest({ shape }: Tensor, sizes: { kernel: number; stride: number; padding: number }): void {
  const { kernel, stride, padding } = sizes;
  const least = Math.max(1, Math.ceil((2 * padding + 1 - kernel) / stride) + 1);
  const [, height, width] = shape as [number, number, number];
  if (height >= least && width >= least) return;
  throw new GenlabError(
    `ConvTranspose2d got shape [${shape.join(", ")}], of which padding ${padding} leaves nothing. Expected height and width of at ` +
      `least ${least}: give larger images, or less padding.`,
  );
}

function cropEdges(x: Tensor4D, size: number): Tensor4D {
  if (size === 0) return x;
  const [batch, height, width, channels] = x.shape;
  return slice(x, [0, size, size, 0], [batch, height - 2 * size, width - 2 * size, channels]);
}
