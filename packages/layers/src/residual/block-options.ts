import type { Layer, Rng } from "@genlab/core";
import type { Activation } from "../activations/activation.js";
import { BatchNorm } from "../batch-norm.js";
import { Conv2d, type Conv2dOptions } from "../conv2d.js";

export interface BlockOptions {
  /** Channels of `x`. */
  readonly inputs: number;
  /** Channels of `y`. */
  readonly outputs: number;
  /** Default `relu`. */
  readonly activation?: Activation;
  /** Makes a norm for so many channels. Default: see the block. */
  readonly norm?: (channels: number, rng: Rng) => Layer | Activation;
  /** Makes a convolution; one with spectral norm, say. Default `Conv2d`. */
  readonly convolution?: (options: Conv2dOptions, rng: Rng) => Layer;
}

export const batchNorm = (channels: number): Layer => new BatchNorm({ channels });
export const plainConvolution = (options: Conv2dOptions, rng: Rng): Layer => new Conv2d(options, rng);
