import { type Layer, type Rng, requireCounts } from "@genlab/core";
import { max, reshape, type Tensor } from "@tensorflow/tfjs-core";
import type { Initializer } from "./initializers/initializer.js";
import { Linear } from "./linear.js";

export interface MaxoutOptions {
  readonly inputs: number;
  readonly outputs: number;
  /** How many linear maps each output is the largest of. */
  readonly pieces: number;
  /** Default `fanInUniform`. */
  readonly weightInitializer?: Initializer;
  /** Default `fanInUniform`. */
  readonly biasInitializer?: Initializer;
}

/** `y = max over pieces of (x W + b)`, from `[batch, inputs]` to `[batch, outputs]`. Goodfellow et al. 2013, https://arxiv.org/abs/1302.4389 */
export class Maxout implements Layer {
  readonly linear: Linear;
  readonly pieces: number;

  constructor({ outputs, pieces, ...options }: MaxoutOptions, rng: Rng) {
    requireCounts("Maxout", { outputs, pieces });
    this.pieces = pieces;
    this.linear = new Linear({ ...options, outputs: outputs * pieces }, rng);
  }

  forward(x: Tensor): Tensor {
    const y = this.linear.forward(x);
    return max(reshape(y, [...x.shape.slice(0, -1), y.shape.at(-1)! / this.pieces, this.pieces]), -1); // [batch, outputs]
  }
}
