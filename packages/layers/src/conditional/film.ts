import { type Context, type Layer, type Rng, refuseUnknown, requireCounts, requireShape } from "@genlab/core";
import { add, mul, reshape, type Tensor } from "@tensorflow/tfjs-core";
import { constantInitializer } from "../initializers/constant-initializer.js";
import type { Initializer } from "../initializers/initializer.js";
import { fanInUniform } from "../initializers/variance-scaling.js";
import { Linear } from "../linear.js";
import { conditionFor } from "./condition.js";

export interface FilmOptions {
  /** The last size of `x`. */
  readonly channels: number;
  /** The last size of the condition. */
  readonly condition: number;
  /** Default `fanInUniform`. */
  readonly weightInitializer?: Initializer;
}

/**
 * Feature-wise linear modulation: `y = x · (1 + scale(c)) + shift(c)`, with linear maps `scale` and `shift` of the context's condition
 * `c`, whose biases start at 0. Perez et al. 2017, https://arxiv.org/abs/1709.07871
 */
export class Film implements Layer {
  readonly scale: Linear;
  readonly shift: Linear;

  /** @throws GenlabError for sizes that are none, and for options that it does not have. */
  constructor({ channels, condition, weightInitializer = fanInUniform, ...others }: FilmOptions, rng: Rng) {
    refuseUnknown("Film", others, { channels, condition, weightInitializer });
    requireCounts("Film", { channels, condition });
    const sizes = { inputs: condition, outputs: channels };
    const map = () => new Linear({ ...sizes, weightInitializer, biasInitializer: constantInitializer(0) }, rng);
    this.scale = map();
    this.shift = map();
  }

  /** @throws GenlabError for other channels than its own, and for a condition of another size or of another number of examples. */
  forward(x: Tensor, context: Context): Tensor {
    const [features, channels] = this.scale.weight.shape as [number, number];
    requireShape("Film", x, ["batch", "...", channels]);
    const condition = conditionFor("Film", x, context, features);
    const places = x.shape.slice(1, -1).map(() => 1);
    const spread = (y: Tensor) => reshape(y, [y.shape[0]!, ...places, y.shape[1]!]); // [batch, 1, ..., channels]
    const [scale, shift] = [spread(this.scale.forward(condition)), spread(this.shift.forward(condition))];
    return add(mul(x, add(1, scale)), shift);
  }
}
