import {
  type Buffer,
  buffer,
  GenlabError,
  type Rng,
  refuseUnknown,
  requireCounts,
  requireDecays,
  requireIndices,
  requireShape,
} from "@genlab/core";
import {
  add,
  cast,
  div,
  expandDims,
  floor,
  less,
  log,
  logSumExp,
  matMul,
  mean,
  mul,
  reshape,
  softmax,
  sub,
  sum,
  type Tensor,
  tidy,
  transpose,
  zeros,
} from "@tensorflow/tfjs-core";
import { drawIndices } from "./draw-indices.js";
import { oneHotOf } from "./one-hot.js";

export interface CodeMixtureOptions {
  /** How many codes an example has. */
  readonly places: number;
  /** How many there are to choose from. */
  readonly codes: number;
  /** Default 64. */
  readonly components?: number;
  /** The share of the running means that a step keeps. Default 0.99. */
  readonly decay?: number;
}

// all shares of a component's even one
/** A component with less starts again, from an example of the batch. */
const DEAD = 0.05;
const STARTING = 0.1;
/** Of each component's probabilities, what comes from all components. */
const SMOOTHING = 0.05;
/** Of those, what every code has. */
const FLOOR = 0.01;

/**
 * A density of codes `k` from a codebook: `p(k) = Σ_c w_c Π_i p_c,i(k_i)`, where the places `i` of an example are independent of one
 * another but for the component `c`. It is no parameter: in training it follows the batches, by expectation-maximisation on running
 * means.
 *
 * Cappé & Moulines 2009, https://arxiv.org/abs/0712.4273
 */
export class CodeMixture {
  /** `[components, 1]`, of the examples. */
  readonly shares: Buffer;
  /** `[components, places · codes]`: of the examples, those that have the code at the place. */
  readonly tables: Buffer;
  readonly places: number;
  readonly codes: number;
  readonly decay: number;

  /** @throws GenlabError for sizes that are none, and for options that it does not have. */
  constructor({ places, codes, components = 64, decay = 0.99, ...others }: CodeMixtureOptions) {
    refuseUnknown("CodeMixture", others, { places, codes, components, decay });
    requireCounts("CodeMixture", { places, codes, components });
    requireDecays("CodeMixture", { decay });
    this.places = places;
    this.codes = codes;
    this.decay = decay;
    this.shares = buffer(() => zeros([components, 1]));
    this.tables = buffer(() => zeros([components, places * codes]));
  }

  /**
   * `log p(k)` of codes `[batch, ...]`, in nats: `[batch]`.
   *
   * @throws GenlabError for another number of places, and for a code that is not whole or out of range.
   */
  logDensity(indices: Tensor): Tensor {
    requireIndices("CodeMixture", indices, this.codes);
    return logSumExp(logJoint(this.rowsOf(indices), this.densities(this.shares, this.tables)), 1);
  }

  /**
   * Draws codes, int32 `[count, places]`.
   *
   * @throws GenlabError for a count that is not whole.
   */
  sample(count: number, rng: Rng): Tensor {
    requireCounts("CodeMixture.sample", { count });
    const { weights, probabilities } = this.densities(this.shares, this.tables);
    const component = drawIndices(transpose(weights), rng.uniform([count, 1])); // [count]
    const chosen = matMul(oneHotOf(component, weights.shape[0]!), probabilities); // [count, places * codes]
    const places = reshape(chosen, [count, this.places, this.codes]);
    return cast(drawIndices(places, rng.uniform([count, this.places, 1])), "int32");
  }

  /**
   * Moves towards a batch of codes `[batch, ...]`, which it does not read: what a quantizer gives.
   *
   * @throws GenlabError for another number of places.
   */
  follow(indices: Tensor, rng: Rng): void {
    tidy(() => {
      const rows = this.rowsOf(indices);
      const { shares, tables } = this.restarted(rows, rng);
      const owners = softmax(logJoint(rows, this.densities(shares, tables))); // [batch, components]
      const moved = (kept: Tensor, next: Tensor) => add(mul(this.decay, kept), mul(1 - this.decay, next));
      this.shares.assign(moved(shares, expandDims(mean(owners, 0), 1)));
      this.tables.assign(moved(tables, div(matMul(owners, rows, true), rows.shape[0]!)));
    });
  }

  /** Of components that have next to no examples, as all in the beginning, each is half an example and half the batch. */
  private restarted(rows: Tensor, rng: Rng) {
    const [components] = this.shares.shape as [number, number];
    const [batch] = rows.shape as [number, number];
    const dead = cast(less(this.shares, DEAD / components), "float32"); // [components, 1]
    const picked = matMul(oneHotOf(floor(mul(rng.uniform([components]), batch)), batch), rows); // [components, places * codes]
    const start = mul((0.5 * STARTING) / components, add(picked, mean(rows, 0)));
    const chosen = (next: Tensor | number, kept: Tensor) => add(mul(dead, next), mul(sub(1, dead), kept));
    return { shares: chosen(STARTING / components, this.shares), tables: chosen(start, this.tables) };
  }

  /** `w` `[components, 1]` and `p` `[components, places * codes]`, none of them 0. */
  private densities(shares: Tensor, tables: Tensor): Densities {
    const smoothing = SMOOTHING / shares.shape[0]!;
    const all = div(add(sum(tables, 0), FLOOR / this.codes), add(sum(shares), FLOOR)); // [places * codes]
    const kept = add(shares, smoothing);
    return { weights: div(kept, sum(kept)), probabilities: div(add(tables, mul(smoothing, all)), kept) };
  }

  /** `[batch, ...]` to `[batch, places * codes]`. */
  private rowsOf(indices: Tensor): Tensor {
    requireShape("CodeMixture", indices, ["batch", "..."]);
    const batch = indices.shape[0]!;
    if (indices.size !== batch * this.places) {
      throw new GenlabError(
        `CodeMixture got codes of shape [${indices.shape.join(", ")}]. Expected ${this.places} an example, not ${indices.size / batch}.`,
      );
    }
    return reshape(oneHotOf(indices, this.codes), [batch, this.places * this.codes]);
  }
}

interface Densities {
  readonly weights: Tensor;
  readonly probabilities: Tensor;
}

/** `log w_c p_c(k)`: `[batch, components]`. */
const logJoint = (rows: Tensor, { weights, probabilities }: Densities): Tensor =>
  add(matMul(rows, log(probabilities), false, true), transpose(log(weights)));
