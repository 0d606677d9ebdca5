import { type Buffer, buffer, type Rng, requireCounts, requireDecays } from "@genlab/core";
import { add, mean, mul, ones, sqrt, squaredDifference, type Tensor, tidy, zeros } from "@tensorflow/tfjs-core";

export interface RunningGaussianOptions {
  /** The last size of the codes. */
  readonly latent: number;
  /** The share of the statistics that a step keeps. Default 0.99. */
  readonly decay?: number;
}

/** The Gaussian with diagonal covariance that follows the codes of the batches it is shown. */
export class RunningGaussian {
  readonly mean: Buffer;
  readonly variance: Buffer;
  readonly decay: number;

  constructor({ latent, decay = 0.99 }: RunningGaussianOptions) {
    requireCounts("RunningGaussian", { latent });
    requireDecays("RunningGaussian", { decay });
    this.decay = decay;
    this.mean = buffer(() => zeros([latent]));
    this.variance = buffer(() => ones([latent]));
  }

  /** Moves towards the codes `[batch, latent]`. */
  follow(codes: Tensor): void {
    tidy(() => {
      const moved = (kept: Tensor, next: Tensor) => add(mul(this.decay, kept), mul(1 - this.decay, next));
      this.mean.assign(moved(this.mean, mean(codes, 0)));
      // around the running mean: batches of one example have a spread too
      this.variance.assign(moved(this.variance, mean(squaredDifference(codes, this.mean), 0)));
    });
  }

  /** Draws `[count, latent]`. */
  draw(count: number, rng: Rng): Tensor {
    return add(this.mean, mul(sqrt(this.variance), rng.normal([count, this.mean.shape[0]!])));
  }
}
