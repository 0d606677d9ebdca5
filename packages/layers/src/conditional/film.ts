import { type Context, type Layer, type Rng, requireCounts } from "@genlab/core";
import { add, mul, reshape, type Tensor } from "@tensorflow/tfjs-core";
import { constantInitializer } from "../initializers/constant-initializer.js";
import type { Initializer } from "../initializers/initializer.js";
import { Linear } from "../linear.js";
import { conditionOf } from "./condition.js";

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

  constructor({ channels, condition, ...initializer }: FilmOptions, rng: Rng) {
    requireCounts("Film", { channels, condition });
    const map = () =>
      new Linear(
        { inputs: condition, outputs: channels, biasInitializer: constantInitializer(0), ...initializer },
        rng,
      );
    this.scale = map();
    this.shift = map();
  }

  forward(x: Tensor, context: Context): Tensor {
    const condition = conditionOf(context);
    const places = x.shape.slice(1, -1).map(() => 1);
    const spread = (y: Tensor) => reshape(y, [y.shape[0]!, ...places, y.shape[1]!]); // [batch, 1, ..., channels]
    const [scale, shift] = [spread(this.scale.forward(condition)), spread(this.shift.forward(condition))];
    return add(mul(x, add(1, scale)), shift);
  }
}
