import {
  describe,
  GenlabError,
  type Layer,
  type Parameter,
  parameter,
  refuseUnknown,
  requireCounts,
  requirePositive,
  requireShape,
  sizeOf,
} from "@genlab/core";
import { ones, type Tensor, zeros } from "@tensorflow/tfjs-core";
import { affine, momentsOver, standardize } from "./moments.js";
import { toFloat } from "./to-float.js";

export interface LayerNormOptions {
  /** The last sizes of `x`, over which it is standardized: `[features]`, or `[height, width, channels]`. */
  readonly shape: readonly number[];
  /** Default 1e-5. */
  readonly epsilon?: number;
}

/**
 * Standardizes each example over its last axes, then scales and shifts each place. Ba et al. 2016, https://arxiv.org/abs/1607.06450
 */
export class LayerNorm implements Layer {
  readonly scale: Parameter;
  readonly shift: Parameter;
  readonly epsilon: number;

  /** @throws GenlabError for a shape of less than two values, and for options that it does not have. */
  constructor({ shape, epsilon = 1e-5, ...others }: LayerNormOptions) {
    refuseUnknown("LayerNorm", others, { shape, epsilon });
    if (!Array.isArray(shape) || shape.length === 0)
      throw new GenlabError(`\`shape\` of LayerNorm is ${describe(shape)}. Expected the last sizes of its input.`);
    requireCounts("LayerNorm", Object.fromEntries(shape.map((size, axis) => [`shape[${axis}]`, size])));
    if (sizeOf(shape) === 1) {
      throw new GenlabError(
        `\`shape\` of LayerNorm is [${shape.join(", ")}]. Expected two values at least: a single one has no variance, so that all become the shift.`,
      );
    }
    requirePositive("LayerNorm", { epsilon });
    this.epsilon = epsilon;
    this.scale = parameter(() => ones([...shape]));
    this.shift = parameter(() => zeros([...shape]));
  }

  /** @throws GenlabError for other last sizes than its own. */
  forward(given: Tensor): Tensor {
    requireShape("LayerNorm", given, ["batch", "...", ...this.scale.shape]);
    const x = toFloat(given);
    const axes = this.scale.shape.map((_, index) => x.rank - 1 - index);
    return affine(standardize(x, momentsOver(x, axes), this.epsilon), this.scale, this.shift);
  }
}
