import { refuseUnknown, requireCounts, requireFinite, type Schedule } from "@genlab/core";

export interface InverseEpochOptions {
  readonly from: number;
  readonly stepsPerEpoch: number;
}

/**
 * `from / (1 + epoch)` with `epoch = ⌊step / stepsPerEpoch⌋`.
 *
 * @throws GenlabError for values that are not finite, counts that are none, and options that it does not have.
 */
export function inverseEpoch({ from, stepsPerEpoch, ...others }: InverseEpochOptions): Schedule {
  refuseUnknown("inverseEpoch", others, { from, stepsPerEpoch });
  requireFinite("inverseEpoch", { from });
  requireCounts("inverseEpoch", { stepsPerEpoch });
  return (step) => from / (1 + Math.floor(step / stepsPerEpoch));
}
