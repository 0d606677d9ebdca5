import { requirePositive } from "@genlab/core";
import { mul } from "@tensorflow/tfjs-core";
import { mapTensors } from "../slots.js";
import type { Transform } from "../transform.js";
import { normFactor } from "./norm-factor.js";

/**
 * Every tensor scaled down to the norm `limit`, if its own is greater: `min(1, limit / (‖u‖ + 1e-6)) * u`.
 *
 * @throws GenlabError for a limit that is not above 0.
 */
export function clipByNorm(limit: number): Transform {
  requirePositive("clipByNorm", { limit });
  return {
    init: () => ({}),
    update: (updates) => mapTensors(updates, (update) => mul(update, normFactor([update], limit))),
  };
}
