import { type Layer, type Rng, refuseUnknown, requireShape } from "@genlab/core";
import { mul, reshape, type Tensor, transpose } from "@tensorflow/tfjs-core";
import type { Linear } from "../linear.js";
import { attend } from "./attend.js";
import { projections } from "./projections.js";

export interface MultiHeadAttentionOptions {
  readonly features: number;
  /** A divisor of `features`. */
  readonly heads: number;
}

/**
 * `softmax(Q Kᵀ / sqrt(features / heads)) V` for each head, then a linear map of all: self-attention from `[batch, positions, features]`
 * to the same shape. Vaswani et al. 2017, https://arxiv.org/abs/1706.03762
 */
export class MultiHeadAttention implements Layer {
  readonly query: Linear;
  readonly key: Linear;
  readonly value: Linear;
  readonly output: Linear;
  readonly heads: number;

  /** @throws GenlabError for heads that do not divide the features, and for options that it does not have. */
  constructor({ features, heads, ...others }: MultiHeadAttentionOptions, rng: Rng) {
    refuseUnknown("MultiHeadAttention", others, { features, heads });
    const { query, key, value, output } = projections("MultiHeadAttention", { features, heads }, rng);
    this.query = query;
    this.key = key;
    this.value = value;
    this.output = output;
    this.heads = heads;
  }

  /** @throws GenlabError for another shape than that of sequences with its features. */
  forward(x: Tensor): Tensor {
    requireShape("MultiHeadAttention", x, ["batch", "positions", this.query.weight.shape[0]!]);
    const [batch, positions, features] = x.shape as [number, number, number];
    const width = features / this.heads;
    // [batch, positions, features] to [batch, heads, positions, width]
    const split = (y: Tensor) => transpose(reshape(y, [batch, positions, this.heads, width]), [0, 2, 1, 3]);
    const query = mul(split(this.query.forward(x)), 1 / Math.sqrt(width));
    const heads = attend(query, split(this.key.forward(x)), split(this.value.forward(x)));
    return this.output.forward(reshape(transpose(heads, [0, 2, 1, 3]), [batch, positions, features]));
  }
}
