import { type Layer, type Rng, refuseUnknown, requireCounts, requireShape } from "@genlab/core";
import { max, reshape, type Tensor } from "@tensorflow/tfjs-core";
import { fanInUniform } from "./initializers/variance-scaling.js";
import { Linear, type LinearOptions } from "./linear.js";

export interface MaxoutOptions extends Omit<LinearOptions, "bias"> {
  /** How many linear maps each output is the largest of. */
  readonly pieces: number;
}

/** `y = max over pieces of (x W + b)`, from `[batch, ..., inputs]` to `[batch, ..., outputs]`. Goodfellow et al. 2013, https://arxiv.org/abs/1302.4389 */
export class Maxout implements Layer {
  readonly linear: Linear;
  readonly pieces: number;

  /** @throws GenlabError for sizes that are none, and for options that it does not have. */
  constructor(options: MaxoutOptions, rng: Rng) {
    const { inputs, outputs, pieces, ...rest } = options;
    const { weightInitializer = fanInUniform, biasInitializer = fanInUniform, ...others } = rest;
    refuseUnknown("Maxout", others, { inputs, outputs, pieces, weightInitializer, biasInitializer });
    requireCounts("Maxout", { inputs, outputs, pieces });
    this.pieces = pieces;
    this.linear = new Linear({ inputs, outputs: outputs * pieces, weightInitializer, biasInitializer }, rng);
  }

  /** @throws GenlabError for another last size than its inputs. */
  forward(x: Tensor): Tensor {
    requireShape("Maxout", x, ["batch", "...", this.linear.weight.shape[0]!]);
    const y = this.linear.forward(x);
    return max(reshape(y, [...x.shape.slice(0, -1), y.shape.at(-1)! / this.pieces, this.pieces]), -1); // [batch, ..., outputs]
  }
}
