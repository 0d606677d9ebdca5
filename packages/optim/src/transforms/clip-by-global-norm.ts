import { requirePositive } from "@genlab/core";
import { mul } from "@tensorflow/tfjs-core";
import { mapTensors } from "../slots.js";
import type { Transform } from "../transform.js";
import { normFactor } from "./norm-factor.js";

/**
 * All tensors scaled by one factor, so that the norm of all together is at most `limit`.
 * As `torch.nn.utils.clip_grad_norm_`; Pascanu et al. 2012, https://arxiv.org/abs/1211.5063
 *
 * @throws GenlabError for a limit that is not above 0.
 */
export function clipByGlobalNorm(limit: number): Transform {
  requirePositive("clipByGlobalNorm", { limit });
  return {
    init: () => ({}),
    update(updates) {
      if (updates.size === 0) return updates;
      const factor = normFactor([...updates.values()], limit);
      return mapTensors(updates, (update) => mul(update, factor));
    },
  };
}
