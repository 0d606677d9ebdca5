import { requireCounts, requireFinite, type Schedule } from "@genlab/core";

export interface InverseEpochOptions {
  readonly from: number;
  readonly stepsPerEpoch: number;
}

/** `from / (1 + epoch)` with `epoch = ⌊step / stepsPerEpoch⌋`. */
export function inverseEpoch({ from, stepsPerEpoch }: InverseEpochOptions): Schedule {
  requireFinite("inverseEpoch", { from });
  requireCounts("inverseEpoch", { stepsPerEpoch });
  return (step) => from / (1 + Math.floor(step / stepsPerEpoch));
}
