import {
  type Buffer,
  buffer,
  type Context,
  GenlabError,
  type Layer,
  type Parameter,
  parameter,
  requireCounts,
  requireDecays,
  requirePositive,
} from "@genlab/core";
import { add, mul, ones, reshape, type Tensor, tidy, zeros } from "@tensorflow/tfjs-core";
import { affine, momentsOver, standardize } from "./moments.js";

export interface BatchNormOptions {
  /** The last size of `x`. */
  readonly channels: number;
  /** The share of the running statistics that a step keeps: 1 less PyTorch's `momentum`. Default 0.9. */
  readonly decay?: number;
  /** Default 1e-5. */
  readonly epsilon?: number;
  /** Whether a learned scale and shift follow. Default true. */
  readonly affine?: boolean;
}

/**
 * `y = (x - mean) / sqrt(variance + epsilon) · scale + shift` per channel, the last axis, for `x` of any rank.
 * Ioffe & Szegedy 2015, https://arxiv.org/abs/1502.03167
 *
 * In training the mean and the (biased) variance are those of the batch, and the running ones move towards the batch's mean and
 * unbiased variance, as in PyTorch. In evaluation the running ones take their place.
 */
export class BatchNorm implements Layer {
  readonly scale: Parameter | null;
  readonly shift: Parameter | null;
  readonly runningMean: Buffer;
  readonly runningVariance: Buffer;
  readonly decay: number;
  readonly epsilon: number;

  constructor({ channels, decay = 0.9, epsilon = 1e-5, affine = true }: BatchNormOptions) {
    requireCounts("BatchNorm", { channels });
    requireDecays("BatchNorm", { decay });
    requirePositive("BatchNorm", { epsilon });
    this.decay = decay;
    this.epsilon = epsilon;
    this.scale = affine ? parameter(() => ones([channels])) : null;
    this.shift = affine ? parameter(() => zeros([channels])) : null;
    this.runningMean = buffer(() => zeros([channels]));
    this.runningVariance = buffer(() => ones([channels]));
  }

  forward(x: Tensor, { training }: Context): Tensor {
    const running = { mean: this.runningMean, variance: this.runningVariance };
    const moments = training ? this.batchMoments(x) : running;
    return affine(standardize(x, moments, this.epsilon), this.scale, this.shift);
  }

  private batchMoments(x: Tensor) {
    const axes = x.shape.slice(0, -1).map((_, axis) => axis);
    const count = x.size / this.runningMean.size;
    if (count < 2) {
      throw new GenlabError(
        `BatchNorm in training got shape [${x.shape}], one value per channel, which has no variance. Use larger batches, and drop a last batch of one example.`,
      );
    }
    const moments = momentsOver(x, axes);
    this.track(this.runningMean, moments.mean);
    this.track(this.runningVariance, mul(moments.variance, count / (count - 1)));
    return moments;
  }

  private track(running: Buffer, value: Tensor): void {
    const { decay } = this;
    running.assign(tidy(() => add(mul(running, decay), mul(reshape(value, running.shape), 1 - decay))));
  }
}
