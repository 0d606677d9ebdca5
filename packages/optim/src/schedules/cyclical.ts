import { describe, GenlabError, refuseUnknown, requireCounts, requireFinite, type Schedule } from "@genlab/core";

export interface CyclicalOptions {
  readonly from: number;
  readonly to: number;
  /** Steps in a cycle. */
  readonly period: number;
  /** Share of a cycle that rises; the rest stays at `to`. Default 0.5. */
  readonly ramp?: number;
}

/**
 * `from + (to - from) * min(1, τ / ramp)` with `τ = (step mod period) / period`, for the weight of a KL divergence.
 * Fu et al. 2019, https://arxiv.org/abs/1903.10145
 *
 * @throws GenlabError for values that are not finite, a period that is no count, a ramp that is no share, and options that it does not have.
 */
export function cyclical({ from, to, period, ramp = 0.5, ...others }: CyclicalOptions): Schedule {
  refuseUnknown("cyclical", others, { from, to, period, ramp });
  requireFinite("cyclical", { from, to });
  requireCounts("cyclical", { period });
  if (!(typeof ramp === "number" && ramp > 0 && ramp <= 1)) {
    throw new GenlabError(`cyclical: ramp is ${describe(ramp)}, expected a share of the period above 0 and up to 1.`);
  }
  return (step) => from + (to - from) * Math.min(1, (step % period) / period / ramp);
}
