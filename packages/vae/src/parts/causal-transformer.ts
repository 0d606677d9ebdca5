import { type Parameter, parameter, type Rng } from "@genlab/core";
import { type AttentionPast, CausalAttention, gelu, LayerNorm, Linear } from "@genlab/layers";
import { add, mul, slice, type Tensor } from "@tensorflow/tfjs-core";
import type { CausalNetwork } from "./causal-network.js";

export interface CausalTransformerOptions {
  /** Of a sequence. */
  readonly places: number;
  readonly codes: number;
  /** Of the attention of each block. */
  readonly heads: number;
  /** Of each head; the transformer has those of all heads together. */
  readonly headFeatures: number;
  readonly blocks: number;
}

/** Of the code and of the place alike, at the start. */
const DEVIATION = 0.02;

/**
 * A transformer that reads codes in their order: a sum of what is learned of the code before and of the place, blocks, a norm, and logits.
 *
 * Radford et al. 2019, GPT-2, https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf
 */
export class CausalTransformer implements CausalNetwork<readonly AttentionPast[]> {
  readonly code: Linear;
  /** `[places, features]` */
  readonly place: Parameter;
  readonly blocks: readonly TransformerBlock[];
  readonly norm: LayerNorm;
  readonly logits: Linear;

  constructor({ places, codes, heads, headFeatures, blocks }: CausalTransformerOptions, rng: Rng) {
    const features = heads * headFeatures;
    const weightInitializer = (shape: readonly number[], _: unknown, rng: Rng) => mul(DEVIATION, rng.normal(shape));
    this.code = new Linear({ inputs: codes, outputs: features, bias: false, weightInitializer }, rng.fork("code"));
    this.place = parameter(() => mul(DEVIATION, rng.fork("place").normal([places, features])));
    this.blocks = Array.from({ length: blocks }, (_, i) => new TransformerBlock(features, heads, rng.fork(`${i}`)));
    this.norm = new LayerNorm({ shape: [features] });
    this.logits = new Linear({ inputs: features, outputs: codes }, rng.fork("logits"));
  }

  extend(before: Tensor, past?: readonly AttentionPast[]) {
    const first = past?.[0]?.key.shape[2] ?? 0;
    const places = slice(this.place, [first, 0], [before.shape[1]!, this.place.shape[1]!]); // [places, features]
    let x = add(this.code.forward(before), places); // [batch, places, features]
    const next: AttentionPast[] = [];
    for (const [i, block] of this.blocks.entries()) {
      const extended = block.extend(x, past?.[i]);
      x = extended.y;
      next.push(extended.past);
    }
    return { logits: this.logits.forward(this.norm.forward(x)), past: next };
  }
}

/** `x + attention(norm(x))`, then `x + W gelu(V norm(x))` with four times the features in between. */
class TransformerBlock {
  readonly firstNorm: LayerNorm;
  readonly attention: CausalAttention;
  readonly secondNorm: LayerNorm;
  readonly wide: Linear;
  readonly narrow: Linear;

  constructor(features: number, heads: number, rng: Rng) {
    this.firstNorm = new LayerNorm({ shape: [features] });
    this.attention = new CausalAttention({ features, heads }, rng);
    this.secondNorm = new LayerNorm({ shape: [features] });
    this.wide = new Linear({ inputs: features, outputs: 4 * features }, rng);
    this.narrow = new Linear({ inputs: 4 * features, outputs: features }, rng);
  }

  extend(x: Tensor, before?: AttentionPast) {
    const { y, past } = this.attention.extend(this.firstNorm.forward(x), before);
    const attended = add(x, y);
    const hidden = gelu(this.wide.forward(this.secondNorm.forward(attended)));
    return { y: add(attended, this.narrow.forward(hidden)), past };
  }
}
