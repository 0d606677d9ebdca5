import { clipByValue as clip } from "@tensorflow/tfjs-core";
import { requirePositive } from "../checks.js";
import { mapTensors } from "../slots.js";
import type { Transform } from "../transform.js";

/** Every entry clipped to [-limit, limit]. As `torch.nn.utils.clip_grad_value_`. */
export function clipByValue(limit: number): Transform {
  requirePositive("clipByValue: limit", limit);
  return {
    init: () => ({}),
    update: (updates) => mapTensors(updates, (update) => clip(update, -limit, limit)),
  };
}
