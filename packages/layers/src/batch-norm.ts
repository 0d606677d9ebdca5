import {
  type Buffer,
  buffer,
  type Context,
  GenlabError,
  type Layer,
  type Parameter,
  parameter,
  refuseUnknown,
  requireDecays,
  requireShape,
} from "@genlab/core";
import { add, mul, ones, reshape, type Tensor, tidy, zeros } from "@tensorflow/tfjs-core";
import { affine, momentsOver, standardize } from "./moments.js";
import { type NormOptions, requireNorm } from "./norm-options.js";
import { toFloat } from "./to-float.js";

export interface BatchNormOptions extends NormOptions {
  /** The share of the running statistics that a step keeps: 1 less PyTorch's `momentum`. Default 0.9. */
  readonly decay?: number;
}

/**
 * `y = (x - mean) / sqrt(variance + epsilon) · scale + shift` per channel, the last axis, for `x` `[batch, ..., channels]`.
 * Ioffe & Szegedy 2015, https://arxiv.org/abs/1502.03167
 *
 * In training the mean and the (biased) variance are those of the batch, and the running ones move towards the batch's mean and
 * unbiased variance, as in PyTorch. In evaluation the running ones take their place.
 *
 * @example
 * ```ts
 * import { BatchNorm, createContext, createRng } from "genlab";
 *
 * const rng = createRng(1);
 * const norm = new BatchNorm({ channels: 4 });
 * norm.forward(rng.normal([32, 4]), createContext({ rng, training: true })); // by the batch's own mean and variance
 * norm.forward(rng.normal([1, 4]), createContext({ rng })); // by the running ones
 * ```
 */
export class BatchNorm implements Layer {
  readonly scale: Parameter | null;
  readonly shift: Parameter | null;
  readonly runningMean: Buffer;
  readonly runningVariance: Buffer;
  readonly decay: number;
  readonly epsilon: number;

  /** @throws GenlabError for numbers that are none of a norm, and for options that it does not have. */
  constructor({ channels, decay = 0.9, epsilon = 1e-5, affine = true, ...others }: BatchNormOptions) {
    refuseUnknown("BatchNorm", others, { channels, decay, epsilon, affine });
    requireNorm("BatchNorm", { channels, epsilon, affine });
    requireDecays("BatchNorm", { decay });
    this.decay = decay;
    this.epsilon = epsilon;
    this.scale = affine ? parameter(() => ones([channels])) : null;
    this.shift = affine ? parameter(() => zeros([channels])) : null;
    this.runningMean = buffer(() => zeros([channels]));
    this.runningVariance = buffer(() => ones([channels]));
  }

  /** @throws GenlabError for other channels than its own, and in training for a batch with one value a channel. */
  forward(given: Tensor, { training }: Context): Tensor {
    requireShape("BatchNorm", given, ["batch", "...", this.runningMean.size]);
    const x = toFloat(given);
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
