import type { Context } from "@genlab/core";
import type { Scalar, Tensor } from "@tensorflow/tfjs-core";

export interface Quantization {
  /** The code of each vector, in the shape of `x`, with a gradient that goes to `x`. */
  readonly quantized: Tensor;
  /** `[...]`, int32. */
  readonly indices: Tensor;
  /** What vectors that are far from their codes cost, summed over an example and averaged over the batch. */
  readonly commitment: Scalar;
  /** `exp(entropy)` of the codes' frequencies in the batch: how many are in use. */
  readonly perplexity: Scalar;
}

/** Replaces vectors by codes, of which there are so many. */
export interface Quantizer {
  readonly codes: number;
  /** Of `x` `[batch, ..., features]`. */
  forward(x: Tensor, context: Context): Quantization;
  /** The codes of indices: from `[batch, ...]` to `[batch, ..., features]`. */
  lookup(indices: Tensor): Tensor;
}
