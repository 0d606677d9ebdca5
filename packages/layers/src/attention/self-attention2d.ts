import {
  type Context,
  type Layer,
  type Parameter,
  parameter,
  type Rng,
  refuseUnknown,
  requireCounts,
  requireFunctions,
  requireShape,
} from "@genlab/core";
import { add, mul, reshape, scalar, type Tensor } from "@tensorflow/tfjs-core";
import { Linear, type LinearOptions } from "../linear.js";
import { attend } from "./attend.js";

export interface SelfAttention2dOptions {
  readonly channels: number;
  /** Channels of query, key and value. Default `channels / 8`, rounded up. */
  readonly features?: number;
  /** Makes the four projections: under spectral norm, say. Default `Linear`. */
  readonly linear?: (options: LinearOptions, rng: Rng) => Layer;
}

/**
 * `y = x + gain · o`, where `o` attends from every position of `x` `[batch, height, width, channels]` to every other, and `gain`
 * starts at 0. Zhang et al. 2018 (SAGAN), https://arxiv.org/abs/1805.08318
 */
export class SelfAttention2d implements Layer {
  readonly query: Layer;
  readonly key: Layer;
  readonly value: Layer;
  readonly output: Layer;
  readonly gain: Parameter;
  readonly channels: number;

  /** @throws GenlabError for sizes that are none, and for options that it does not have. */
  constructor(given: SelfAttention2dOptions, rng: Rng) {
    const { channels, features = Math.ceil(channels / 8), linear = plainLinear, ...others } = given;
    refuseUnknown("SelfAttention2d", others, { channels, features, linear });
    requireCounts("SelfAttention2d", { channels, features });
    requireFunctions("SelfAttention2d", { linear }, "(options, rng) => new Linear(options, rng)");
    const project = () => linear({ inputs: channels, outputs: features, bias: false }, rng);
    this.query = project();
    this.key = project();
    this.value = project();
    this.output = linear({ inputs: features, outputs: channels, bias: false }, rng);
    this.gain = parameter(() => scalar(0));
    this.channels = channels;
  }

  /** @throws GenlabError for another shape than that of images with its channels. */
  forward(x: Tensor, context: Context): Tensor {
    requireShape("SelfAttention2d", x, ["batch", "height", "width", this.channels]);
    const positions = reshape(x, [x.shape[0]!, -1, this.channels]); // [batch, height · width, channels]
    const { query, key, value, output } = this;
    const attended = attend(
      query.forward(positions, context),
      key.forward(positions, context),
      value.forward(positions, context),
    );
    return add(x, mul(this.gain, reshape(output.forward(attended, context), x.shape)));
  }
}

const plainLinear = (options: LinearOptions, rng: Rng): Layer => new Linear(options, rng);
