import { type Context, type Layer, refuseUnknown, requireDecays, requireTensor } from "@genlab/core";
import { cast, greaterEqual, mul, type Tensor } from "@tensorflow/tfjs-core";

export interface DropoutOptions {
  /** The probability of a value to become 0. */
  readonly rate: number;
}

/**
 * In training each value becomes 0 with probability `rate`, and `x / (1 - rate)` otherwise; in evaluation nothing happens.
 * Srivastava et al. 2014, https://jmlr.org/papers/v15/srivastava14a.html
 */
export class Dropout implements Layer {
  readonly rate: number;

  /** @throws GenlabError for a rate outside [0, 1), and for options that it does not have. */
  constructor({ rate, ...others }: DropoutOptions) {
    refuseUnknown("Dropout", others, { rate });
    requireDecays("Dropout", { rate });
    this.rate = rate;
  }

  /** @throws GenlabError for what is no tensor of real numbers. */
  forward(x: Tensor, { training, rng }: Context): Tensor {
    requireTensor("Dropout", x);
    if (!training || this.rate === 0) return x;
    const kept = cast(greaterEqual(rng.uniform(x.shape), this.rate), "float32");
    return mul(x, mul(kept, 1 / (1 - this.rate)));
  }
}
