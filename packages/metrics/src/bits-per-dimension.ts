import { GenlabError, requireCounts, requirePositive } from "@genlab/core";

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
 */
export function bitsPerDimension(nats: number, { dimensions, levels = 1 }: BitsPerDimensionOptions): number {
  if (Number.isNaN(nats)) throw new GenlabError("bitsPerDimension: `nats` is NaN. Give a number.");
  requireCounts("bitsPerDimension", { dimensions });
  requirePositive("bitsPerDimension", { levels });
  return nats / (dimensions * Math.LN2) + Math.log2(levels);
}
