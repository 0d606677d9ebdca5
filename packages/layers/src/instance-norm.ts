import { type Layer, type Parameter, parameter, requireCounts, requirePositive } from "@genlab/core";
import { ones, type Tensor, zeros } from "@tensorflow/tfjs-core";
import { affine, momentsOver, standardize } from "./moments.js";

export interface InstanceNormOptions {
  /** The last size of `x`. */
  readonly channels: number;
  /** Default 1e-5. */
  readonly epsilon?: number;
  /** Whether a learned scale and shift per channel follow. Default true. */
  readonly affine?: boolean;
}

/**
 * Standardizes each channel of each example over its positions, for `x` of shape `[batch, ..., channels]`.
 * Ulyanov et al. 2016, https://arxiv.org/abs/1607.08022
 */
export class InstanceNorm implements Layer {
  readonly scale: Parameter | null;
  readonly shift: Parameter | null;
  readonly epsilon: number;

  constructor({ channels, epsilon = 1e-5, affine = true }: InstanceNormOptions) {
    requireCounts("InstanceNorm", { channels });
    requirePositive("InstanceNorm", { epsilon });
    this.epsilon = epsilon;
    this.scale = affine ? parameter(() => ones([channels])) : null;
    this.shift = affine ? parameter(() => zeros([channels])) : null;
  }

  forward(x: Tensor): Tensor {
    const axes = x.shape.slice(1, -1).map((_, index) => index + 1);
    return affine(standardize(x, momentsOver(x, axes), this.epsilon), this.scale, this.shift);
  }
}
