import { requirePositive } from "@genlab/core";
import { clipByValue as clip } from "@tensorflow/tfjs-core";
import { mapTensors } from "../slots.js";
import type { Transform } from "../transform.js";

/**
 * Every entry clipped to [-limit, limit]. As `torch.nn.utils.clip_grad_value_`.
 *
 * @throws GenlabError for a limit that is not above 0.
 */
export function clipByValue(limit: number): Transform {
  requirePositive("clipByValue", { limit });
  return {
    init: () => ({}),
    update: (updates) => mapTensors(updates, (update) => clip(update, -limit, limit)),
  };
}
