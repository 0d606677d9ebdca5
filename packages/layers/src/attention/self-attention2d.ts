import { type Layer, type Parameter, parameter, type Rng, requireCounts } from "@genlab/core";
import { add, mul, reshape, scalar, type Tensor } from "@tensorflow/tfjs-core";
import { Linear } from "../linear.js";
import { attend } from "./attend.js";

export interface SelfAttention2dOptions {
  readonly channels: number;
  /** Channels of query, key and value. Default `channels / 8`, rounded up. */
  readonly features?: number;
}

/**
 * `y = x + gain · o`, where `o` attends from every position of `x` `[batch, height, width, channels]` to every other, and `gain`
 * starts at 0. Zhang et al. 2018 (SAGAN), https://arxiv.org/abs/1805.08318
 */
export class SelfAttention2d implements Layer {
  readonly query: Linear;
  readonly key: Linear;
  readonly value: Linear;
  readonly output: Linear;
  readonly gain: Parameter;

  constructor({ channels, features = Math.ceil(channels / 8) }: SelfAttention2dOptions, rng: Rng) {
    requireCounts("SelfAttention2d", { channels, features });
    const project = () => new Linear({ inputs: channels, outputs: features, bias: false }, rng);
    this.query = project();
    this.key = project();
    this.value = project();
    this.output = new Linear({ inputs: features, outputs: channels, bias: false }, rng);
    this.gain = parameter(() => scalar(0));
  }

  forward(x: Tensor): Tensor {
    const positions = reshape(x, [x.shape[0]!, -1, x.shape.at(-1)!]); // [batch, height · width, channels]
    const { query, key, value, output } = this;
    const attended = attend(query.forward(positions), key.forward(positions), value.forward(positions));
    return add(x, mul(this.gain, reshape(output.forward(attended), x.shape)));
  }
}
