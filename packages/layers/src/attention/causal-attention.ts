import { type Layer, type Rng, refuseUnknown, requireShape } from "@genlab/core";
import { cast, concat, greater, mul, range, reshape, type Tensor, transpose } from "@tensorflow/tfjs-core";
import type { Linear } from "../linear.js";
import { attend } from "./attend.js";
import { projections } from "./projections.js";

export interface CausalAttentionOptions {
  readonly features: number;
  /** A divisor of `features`. */
  readonly heads: number;
}

/** What positions that follow attend to: `[batch, heads, positions, features / heads]` each. */
export interface AttentionPast {
  readonly key: Tensor;
  readonly value: Tensor;
}

/** Of what is to come: its share of a softmax is 0 in float32. */
const NEVER = -1e9;

/**
 * Multi-head attention from `[batch, positions, features]` to the same shape, of each position to itself and to those before it. What follows
 * can be attended from later, without all that came before: see `extend`. Vaswani et al. 2017, section 3.2.3, https://arxiv.org/abs/1706.03762
 */
export class CausalAttention implements Layer {
  readonly query: Linear;
  readonly key: Linear;
  readonly value: Linear;
  readonly output: Linear;
  readonly heads: number;

  /** @throws GenlabError for heads that do not divide the features, and for options that it does not have. */
  constructor({ features, heads, ...others }: CausalAttentionOptions, rng: Rng) {
    refuseUnknown("CausalAttention", others, { features, heads });
    const { query, key, value, output } = projections("CausalAttention", { features, heads }, rng);
    this.query = query;
    this.key = key;
    this.value = value;
    this.output = output;
    this.heads = heads;
  }

  /** @throws GenlabError for another shape than that of sequences with its features. */
  forward(x: Tensor): Tensor {
    return this.extend(x).y;
  }

  /**
   * The output `y` at positions that follow those of a past, and the past of what follows them.
   *
   * @throws GenlabError for another shape than that of sequences with its features.
   */
  extend(x: Tensor, past?: AttentionPast): { readonly y: Tensor; readonly past: AttentionPast } {
    requireShape("CausalAttention", x, ["batch", "positions", this.query.weight.shape[0]!]);
    const [batch, positions, features] = x.shape as [number, number, number];
    const width = features / this.heads;
    // [batch, positions, features] to [batch, heads, positions, width]
    const split = (y: Tensor) => transpose(reshape(y, [batch, positions, this.heads, width]), [0, 2, 1, 3]);
    const behind = (before: Tensor | undefined, next: Tensor) => (before ? concat([before, next], 2) : next);
    const query = mul(split(this.query.forward(x)), 1 / Math.sqrt(width));
    const key = behind(past?.key, split(this.key.forward(x)));
    const value = behind(past?.value, split(this.value.forward(x)));
    // a single position is the last one
    const bias = positions === 1 ? undefined : futureBias(positions, key.shape[2]!);
    const heads = attend(query, key, value, bias);
    const y = this.output.forward(reshape(transpose(heads, [0, 2, 1, 3]), [batch, positions, features]));
    return { y, past: { key, value } };
  }
}

/** `NEVER` where a key is behind its query, and else 0, for the last `positions` of `all`: `[positions, all]`. */
function futureBias(positions: number, all: number): Tensor {
  const queries = reshape(range(all - positions, all), [positions, 1]);
  return mul(NEVER, cast(greater(reshape(range(0, all), [1, all]), queries), "float32"));
}
