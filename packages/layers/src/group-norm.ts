import {
  GenlabError,
  type Layer,
  type Parameter,
  parameter,
  refuseUnknown,
  requireCounts,
  requireShape,
} from "@genlab/core";
import { ones, reshape, type Tensor, zeros } from "@tensorflow/tfjs-core";
import { affine, momentsOver, requireSeveral, standardize } from "./moments.js";
import { type NormOptions, requireNorm } from "./norm-options.js";
import { toFloat } from "./to-float.js";

export interface GroupNormOptions extends NormOptions {
  /** A divisor of `channels`. */
  readonly groups: number;
}

/**
 * Standardizes each group of neighbouring channels of each example over its positions, for `x` of shape `[batch, ..., channels]`.
 * Wu & He 2018, https://arxiv.org/abs/1803.08494
 */
export class GroupNorm implements Layer {
  readonly scale: Parameter | null;
  readonly shift: Parameter | null;
  readonly channels: number;
  readonly groups: number;
  readonly epsilon: number;

  /** @throws GenlabError for groups that do not divide the channels, and for options that it does not have. */
  constructor({ channels, groups, epsilon = 1e-5, affine = true, ...others }: GroupNormOptions) {
    refuseUnknown("GroupNorm", others, { channels, groups, epsilon, affine });
    requireNorm("GroupNorm", { channels, epsilon, affine });
    requireCounts("GroupNorm", { groups });
    if (channels % groups !== 0) {
      throw new GenlabError(`\`groups\` of GroupNorm is ${groups}. Expected a divisor of its ${channels} channels.`);
    }
    this.channels = channels;
    this.groups = groups;
    this.epsilon = epsilon;
    this.scale = affine ? parameter(() => ones([channels])) : null;
    this.shift = affine ? parameter(() => zeros([channels])) : null;
  }

  /** @throws GenlabError for other channels than its own, and for groups of a single value, which all become the shift. */
  forward(x: Tensor): Tensor {
    const { channels } = this;
    requireShape("GroupNorm", x, ["batch", "...", channels]);
    const batch = x.shape[0]!;
    requireSeveral("GroupNorm", x, x.size / batch / this.groups, "group");
    const grouped = reshape(toFloat(x), [batch, -1, this.groups, channels / this.groups]); // [batch, positions, groups, channels a group]
    const y = reshape(standardize(grouped, momentsOver(grouped, [1, 3]), this.epsilon), x.shape);
    return affine(y, this.scale, this.shift);
  }
}
