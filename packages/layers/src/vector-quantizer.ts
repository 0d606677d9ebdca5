import {
  type Buffer,
  buffer,
  type Context,
  type Rng,
  refuseUnknown,
  requireCounts,
  requireDecays,
  requireFinite,
  requireIndices,
  requireNonNegative,
  requirePositive,
  requireRng,
  requireShape,
} from "@genlab/core";
import {
  add,
  argMin,
  cast,
  div,
  fill,
  floor,
  less,
  matMul,
  maximum,
  mul,
  reshape,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  tidy,
} from "@tensorflow/tfjs-core";
import { oneHotOf } from "./one-hot.js";
import { perplexityOf } from "./perplexity.js";
import type { Quantization, Quantizer } from "./quantizer.js";
import { stopGradient } from "./stop-gradient.js";
import { straightThrough } from "./straight-through.js";
import { toFloat } from "./to-float.js";

export interface VectorQuantizerOptions {
  /** How many vectors the codebook has. */
  readonly codes: number;
  /** The last size of `x`. */
  readonly features: number;
  /** Weight of the commitment loss. Default 0.25. */
  readonly commitment?: number;
  /** The share of a code's running count that a step keeps. Default 0.99. */
  readonly decay?: number;
  /** Codes with a running count below this restart at a vector of the batch. Default 0: never. Jukebox has 1. */
  readonly restartBelow?: number;
  /** Running count that each code starts with. At `restartBelow`, codes that the first batch does not choose restart in it. Default 1. */
  readonly startCount?: number;
}

/**
 * Replaces each vector of `x` `[batch, ..., features]` by the nearest of a codebook. The codebook is no parameter: in training it
 * follows the running mean of the vectors that chose each code. It starts uniform in ±1 / codes.
 *
 * van den Oord et al. 2017, appendix A.1, https://arxiv.org/abs/1711.00937; restarts: Dhariwal et al. 2020, https://arxiv.org/abs/2005.00341
 */
export class VectorQuantizer implements Quantizer {
  readonly codebook: Buffer;
  readonly counts: Buffer;
  readonly commitment: number;
  readonly decay: number;
  readonly restartBelow: number;

  /** @throws GenlabError for numbers that make no codebook, and for options that it does not have. */
  constructor(options: VectorQuantizerOptions, rng: Rng) {
    const { codes, features, commitment = 0.25, decay = 0.99, restartBelow = 0, ...rest } = options;
    const { startCount = 1, ...others } = rest;
    refuseUnknown("VectorQuantizer", others, { codes, features, commitment, decay, restartBelow, startCount });
    requireCounts("VectorQuantizer", { codes, features });
    requirePositive("VectorQuantizer", { commitment });
    requireDecays("VectorQuantizer", { decay });
    requireNonNegative("VectorQuantizer", { restartBelow, startCount });
    requireFinite("VectorQuantizer", { restartBelow, startCount });
    requireRng("VectorQuantizer", rng);
    this.commitment = commitment;
    this.decay = decay;
    this.restartBelow = restartBelow;
    this.codebook = buffer(() => rng.uniform([codes, features], -1 / codes, 1 / codes));
    this.counts = buffer(() => fill([codes, 1], startCount));
  }

  get codes(): number {
    return this.codebook.shape[0]!;
  }

  /**
   * `commitment` is `commitment · ‖x - code‖²`; the gradient of `quantized` goes to `x` as it is.
   *
   * @throws GenlabError for another last size than its features.
   */
  forward(given: Tensor, { training, rng }: Context): Quantization {
    const [codes, features] = this.codebook.shape as [number, number];
    requireShape("VectorQuantizer", given, ["batch", "...", features]);
    const x = toFloat(given);
    const vectors = stopGradient(reshape(x, [-1, features])); // [vectors, features]
    const nearest = argMin(this.distances(vectors), 1); // [vectors]
    const chosen = oneHotOf(nearest, codes); // [vectors, codes]
    const quantized = reshape(matMul(chosen, this.codebook), x.shape);
    const error: Scalar = sum(square(sub(x, quantized)));
    if (training) this.follow(vectors, chosen, rng);
    return {
      quantized: straightThrough(x, quantized),
      indices: reshape(nearest, x.shape.slice(0, -1)),
      commitment: mul(error, this.commitment / x.shape[0]!),
      perplexity: perplexityOf(chosen),
    };
  }

  /**
   * The codes of indices: from `[batch, ...]` to `[batch, ..., features]`.
   *
   * @throws GenlabError for an index that is not whole or out of range; it names the value and its place.
   */
  lookup(indices: Tensor): Tensor {
    const [codes, features] = this.codebook.shape as [number, number];
    requireShape("VectorQuantizer.lookup", indices, ["batch", "..."]);
    requireIndices("VectorQuantizer", indices, codes);
    return reshape(matMul(oneHotOf(reshape(indices, [-1]), codes), this.codebook), [...indices.shape, features]);
  }

  /** Squared distances to each code, less the part that all codes share: `[vectors, codes]`. */
  private distances(vectors: Tensor): Tensor {
    const squares: Tensor = sum(square(this.codebook), 1); // [codes]
    return sub(squares, mul(2, matMul(vectors, this.codebook, false, true)));
  }

  private follow(vectors: Tensor, chosen: Tensor, rng: Rng): void {
    const { codebook, counts, decay } = this;
    tidy(() => {
      const chosenCounts = reshape(sum(chosen, 0), counts.shape);
      const moved = add(mul(counts, decay), mul(chosenCounts, 1 - decay));
      // the paper's ratio of running sum and running count, in a form that leaves a code without vectors where it is
      const pull = sub(matMul(chosen, vectors, true), mul(chosenCounts, codebook));
      counts.assign(moved);
      codebook.assign(add(codebook, div(mul(pull, 1 - decay), maximum(moved, 1e-10))));
      if (this.restartBelow > 0) this.restart(vectors, rng);
    });
  }

  private restart(vectors: Tensor, rng: Rng): void {
    const { codebook, counts } = this;
    const dead = cast(less(counts, this.restartBelow), "float32"); // [codes, 1]
    const rows = floor(mul(rng.uniform([codebook.shape[0]!]), vectors.shape[0]!));
    const picked = matMul(oneHotOf(rows, vectors.shape[0]!), vectors); // [codes, features]
    codebook.assign(add(mul(dead, picked), mul(sub(1, dead), codebook)));
    counts.assign(maximum(counts, this.restartBelow));
  }
}
