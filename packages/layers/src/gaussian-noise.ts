import { type Context, type Layer, refuseUnknown, requirePositive, requireTensor } from "@genlab/core";
import { add, mul, type Tensor } from "@tensorflow/tfjs-core";

export interface GaussianNoiseOptions {
  readonly deviation: number;
}

/**
 * In training `y = x + deviation · ε` with `ε ~ N(0, 1)`; in evaluation `y = x`. On a discriminator's input it is instance noise.
 * Sønderby et al. 2016, https://arxiv.org/abs/1610.04490
 */
export class GaussianNoise implements Layer {
  readonly deviation: number;

  /** @throws GenlabError for a deviation that is not above 0, and for options that it does not have. */
  constructor({ deviation, ...others }: GaussianNoiseOptions) {
    refuseUnknown("GaussianNoise", others, { deviation });
    requirePositive("GaussianNoise", { deviation });
    this.deviation = deviation;
  }

  /** @throws GenlabError for what is no tensor of real numbers. */
  forward(x: Tensor, { training, rng }: Context): Tensor {
    requireTensor("GaussianNoise", x);
    return training ? add(x, mul(rng.normal(x.shape), this.deviation)) : x;
  }
}
