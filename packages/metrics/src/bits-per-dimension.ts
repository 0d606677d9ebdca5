import { describe, GenlabError, refuseUnknown, requireCounts, requirePositive } from "@genlab/core";

export interface BitsPerDimensionOptions {
  /** Numbers in an example: 3072 for 32 × 32 × 3. */
  readonly dimensions: number;
  /**
   * For a density: how many levels of the data one unit of x spans. 256 for bytes (with uniform noise) scaled to [0, 1]. Default 1, for
   * probabilities of the data as they are.
   */
  readonly levels?: number;
}

/**
 * Bits per dimension of a negative log-likelihood in nats per example: `nats / (dimensions · ln 2) + log₂(levels)`.
 * Theis et al. 2015, section 3.1, https://arxiv.org/abs/1511.01844
 *
 * From a bound on the likelihood comes a bound on the bits, from above.
 *
 * @throws GenlabError for nats that are no number, dimensions that are no count, levels that are not above 0, and options that it does not have.
 */
export function bitsPerDimension(nats: number, options: BitsPerDimensionOptions): number {
  const { dimensions, levels = 1, ...others } = options ?? {};
  refuseUnknown("bitsPerDimension", others, { dimensions, levels });
  if (typeof nats !== "number" || Number.isNaN(nats)) {
    throw new GenlabError(`bitsPerDimension: \`nats\` is ${describe(nats)}. Give a number.`);
  }
  requireCounts("bitsPerDimension", { dimensions });
  requirePositive("bitsPerDimension", { levels });
  return nats / (dimensions * Math.LN2) + Math.log2(levels);
}
