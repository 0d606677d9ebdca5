import { GenlabError, type Layer, type Parameter, parameter, requireCounts, requirePositive } from "@genlab/core";
import { ones, type Tensor, zeros } from "@tensorflow/tfjs-core";
import { affine, momentsOver, standardize } from "./moments.js";

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

  constructor({ shape, epsilon = 1e-5 }: LayerNormOptions) {
    if (shape.length === 0) throw new GenlabError("`shape` of LayerNorm is []. Expected the last sizes of its input.");
    requireCounts("LayerNorm", Object.fromEntries(shape.map((size, axis) => [`shape[${axis}]`, size])));
    requirePositive("LayerNorm", { epsilon });
    this.epsilon = epsilon;
    this.scale = parameter(() => ones([...shape]));
    this.shift = parameter(() => zeros([...shape]));
  }

  forward(x: Tensor): Tensor {
    const axes = this.scale.shape.map((_, index) => x.rank - 1 - index);
    return affine(standardize(x, momentsOver(x, axes), this.epsilon), this.scale, this.shift);
  }
}
