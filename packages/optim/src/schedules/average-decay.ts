import type { Schedule } from "@genlab/core";
import { requireDecay } from "../checks.js";

/** `min(decay, (1 + step) / (10 + step))`: an average that forgets its first values sooner, for `updateAverage`. */
export function averageDecay(decay: number): Schedule {
  requireDecay("averageDecay: decay", decay);
  return (step) => Math.min(decay, (1 + step) / (10 + step));
}
