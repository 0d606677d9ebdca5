import { type Buffer, buffer, type Rng, refuseUnknown, requireCounts, requireDecays } from "@genlab/core";
import {
  add,
  div,
  maximum,
  mean,
  mul,
  ones,
  scalar,
  sqrt,
  squaredDifference,
  sub,
  type Tensor,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";

export interface RunningGaussianOptions {
  /** The last size of the codes. */
  readonly latent: number;
  /** The share of the statistics that a step keeps, once there were so many that the first count for no more. Default 0.99. */
  readonly decay?: number;
}

/**
 * The Gaussian with diagonal covariance that follows the codes of the batches it is shown: of the first few it is the plain mean, and
 * `N(0, I)` before the first.
 */
export class RunningGaussian {
  readonly mean: Buffer;
  readonly variance: Buffer;
  /** How many batches it has been shown. */
  readonly batches: Buffer;
  readonly decay: number;

  /** @throws GenlabError for an option that is none or out of range. */
  constructor({ latent, decay = 0.99, ...others }: RunningGaussianOptions) {
    refuseUnknown("RunningGaussian", others, { latent, decay });
    requireCounts("RunningGaussian", { latent });
    requireDecays("RunningGaussian", { decay });
    this.decay = decay;
    this.mean = buffer(() => zeros([latent]));
    this.variance = buffer(() => ones([latent]));
    this.batches = buffer(() => scalar(0));
  }

  /** Moves towards the codes `[batch, latent]`. */
  follow(codes: Tensor): void {
    tidy(() => {
      this.batches.assign(add(this.batches, 1));
      const share = maximum(1 - this.decay, div(1, this.batches));
      const moved = (kept: Tensor, next: Tensor) => add(kept, mul(share, sub(next, kept)));
      this.mean.assign(moved(this.mean, mean(codes, 0)));
      // around the running mean: batches of one example have a spread too
      this.variance.assign(moved(this.variance, mean(squaredDifference(codes, this.mean), 0)));
    });
  }

  /** Draws `[count, latent]`. */
  draw(count: number, rng: Rng): Tensor {
    return tidy(() => add(this.mean, mul(sqrt(this.variance), rng.normal([count, this.mean.shape[0]!]))));
  }
}
