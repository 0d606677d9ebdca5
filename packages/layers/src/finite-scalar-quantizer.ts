import { type Context, describe, GenlabError, refuseUnknown, requireIndices, requireShape } from "@genlab/core";
import {
  add,
  cast,
  div,
  expandDims,
  floor,
  mul,
  reshape,
  round,
  scalar,
  sub,
  sum,
  type Tensor,
  tanh,
  tensor1d,
} from "@tensorflow/tfjs-core";
import { oneHotOf } from "./one-hot.js";
import { perplexityOf } from "./perplexity.js";
import type { Quantization, Quantizer } from "./quantizer.js";
import { stopGradient } from "./stop-gradient.js";
import { straightThrough } from "./straight-through.js";
import { toFloat } from "./to-float.js";

export interface FiniteScalarQuantizerOptions {
  /**
   * How many values each feature has, from 2. The paper has 5 or more each: [8, 6, 5] in the place of 2⁸ codes, [8, 5, 5, 5] of 2¹⁰,
   * [7, 5, 5, 5, 5] of 2¹², [8, 8, 8, 6, 5] of 2¹⁴, and [8, 8, 8, 5, 5, 5] of 2¹⁶.
   */
  readonly levels: readonly number[];
}

/** What float32 counts to. */
const MOST = 2 ** 24;

/** How far the bound is from the outermost levels, as a share. */
const EPSILON = 1e-3;

/**
 * Rounds each feature of `x` `[batch, ..., features]` to one of `L` levels: `round(h tanh(x + s) − o) / ⌊L / 2⌋` with
 * `h = (L − 1)(1 − 10⁻³) / 2`, `o` half for an even `L` and else 0, and `s = tan(o / h)`; the gradient is that without the rounding. Codes are
 * the combinations of levels, of which the first feature's counts fastest: there is nothing to learn, and nothing that a loss must hold
 * together.
 *
 * Mentzer et al. 2023, appendix A.1, https://arxiv.org/abs/2309.15505
 */
export class FiniteScalarQuantizer implements Quantizer {
  readonly levels: readonly number[];

  /** @throws GenlabError for levels that are none, and for options that it does not have. */
  constructor({ levels, ...others }: FiniteScalarQuantizerOptions) {
    refuseUnknown("FiniteScalarQuantizer", others, { levels });
    requireLevels(levels);
    this.levels = [...levels];
  }

  /** How many there are. */
  get codes(): number {
    return productOf(this.levels);
  }

  /**
   * There is nothing to commit to: `commitment` is 0.
   *
   * @throws GenlabError for another last size than the number of its levels.
   */
  forward(given: Tensor, _?: Context): Quantization {
    requireShape("FiniteScalarQuantizer", given, ["batch", "...", this.levels.length]);
    const bounded = this.bounded(toFloat(given)); // [batch, ..., features]
    const rounded = round(stopGradient(bounded));
    const counted = mul(add(rounded, this.halves), tensor1d(basisOf(this.levels)));
    const indices = cast(sum(counted, -1), "int32"); // [batch, ...]
    return {
      quantized: div(straightThrough(bounded, rounded), this.halves),
      indices,
      commitment: scalar(0),
      perplexity: perplexityOf(oneHotOf(reshape(indices, [-1]), this.codes)),
    };
  }

  /**
   * The codes of indices: from `[batch, ...]` to `[batch, ..., features]`.
   *
   * @throws GenlabError for an index that is not whole or out of range; it names the value and its place.
   */
  lookup(indices: Tensor): Tensor {
    requireShape("FiniteScalarQuantizer.lookup", indices, ["batch", "..."]);
    requireIndices("FiniteScalarQuantizer", indices, this.codes);
    // not every backend divides whole numbers exactly; half more than one is far from the next
    const quotient = (x: Tensor, divisor: Tensor) => floor(div(add(x, 0.5), divisor));
    const levels = tensor1d([...this.levels]);
    const above = quotient(expandDims(toFloat(indices), -1), tensor1d(basisOf(this.levels))); // [batch, ..., features]
    const digits = sub(above, mul(levels, quotient(above, levels)));
    return div(sub(digits, this.halves), this.halves);
  }

  private bounded(x: Tensor): Tensor {
    const h = this.levels.map((level) => ((level - 1) * (1 - EPSILON)) / 2);
    const o = this.levels.map((level) => (level % 2 === 0 ? 0.5 : 0));
    const s = h.map((half, i) => Math.tan(o[i]! / half));
    return sub(mul(tensor1d(h), tanh(add(x, tensor1d(s)))), tensor1d(o));
  }

  /** `⌊L / 2⌋` */
  private get halves(): Tensor {
    return tensor1d(this.levels.map((level) => Math.floor(level / 2)));
  }
}

const productOf = (levels: readonly number[]): number => levels.reduce((product, level) => product * level, 1);

/** What a step of each feature's counts. */
const basisOf = (levels: readonly number[]): number[] => levels.map((_, i) => productOf(levels.slice(0, i)));

function requireLevels(levels: readonly number[]): void {
  const areLevels =
    Array.isArray(levels) && levels.length > 0 && levels.every((level) => Number.isSafeInteger(level) && level >= 2);
  if (areLevels && productOf(levels) <= MOST) return;
  throw new GenlabError(
    `\`levels\` of FiniteScalarQuantizer is ${describe(levels)}. Expected whole numbers from 2, of a product of at most ${MOST}, such as [8, 6, 5].`,
  );
}
