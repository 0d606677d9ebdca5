import type { Schedule } from "@genlab/core";
import { requireCount, requireFinite } from "../checks.js";

export interface InverseEpochOptions {
  readonly from: number;
  readonly stepsPerEpoch: number;
}

/** `from / (1 + epoch)` with `epoch = ⌊step / stepsPerEpoch⌋`. */
export function inverseEpoch({ from, stepsPerEpoch }: InverseEpochOptions): Schedule {
  requireFinite("inverseEpoch: from", from);
  requireCount("inverseEpoch: stepsPerEpoch", stepsPerEpoch);
  return (step) => from / (1 + Math.floor(step / stepsPerEpoch));
}
