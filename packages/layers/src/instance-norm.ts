import { type Layer, type Parameter, parameter, refuseUnknown, requireShape } from "@genlab/core";
import { ones, type Tensor, zeros } from "@tensorflow/tfjs-core";
import { affine, momentsOver, requireSeveral, standardize } from "./moments.js";
import { type NormOptions, requireNorm } from "./norm-options.js";
import { toFloat } from "./to-float.js";

export type InstanceNormOptions = NormOptions;

/**
 * Standardizes each channel of each example over its positions, for `x` of shape `[batch, ..., channels]`.
 * Ulyanov et al. 2016, https://arxiv.org/abs/1607.08022
 */
export class InstanceNorm implements Layer {
  readonly scale: Parameter | null;
  readonly shift: Parameter | null;
  readonly channels: number;
  readonly epsilon: number;

  /** @throws GenlabError for numbers that are none of a norm, and for options that it does not have. */
  constructor({ channels, epsilon = 1e-5, affine = true, ...others }: InstanceNormOptions) {
    refuseUnknown("InstanceNorm", others, { channels, epsilon, affine });
    requireNorm("InstanceNorm", { channels, epsilon, affine });
    this.channels = channels;
    this.epsilon = epsilon;
    this.scale = affine ? parameter(() => ones([channels])) : null;
    this.shift = affine ? parameter(() => zeros([channels])) : null;
  }

  /** @throws GenlabError for other channels than its own, and for a single position, whose values all become the shift. */
  forward(given: Tensor): Tensor {
    const { channels } = this;
    requireShape("InstanceNorm", given, ["batch", "...", channels]);
    requireSeveral("InstanceNorm", given, given.size / given.shape[0]! / channels, "channel");
    const x = toFloat(given);
    const axes = x.shape.slice(1, -1).map((_, index) => index + 1);
    return affine(standardize(x, momentsOver(x, axes), this.epsilon), this.scale, this.shift);
  }
}
