import { requireDecays, type Schedule } from "@genlab/core";

/**
 * `min(decay, (1 + step) / (10 + step))`: an average that forgets its first values sooner, for `updateAverage`.
 *
 * @throws GenlabError for a decay that is not from 0 to below 1.
 */
export function averageDecay(decay: number): Schedule {
  requireDecays("averageDecay", { decay });
  return (step) => Math.min(decay, (1 + step) / (10 + step));
}
