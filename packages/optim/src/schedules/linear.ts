import type { Schedule } from "@genlab/core";
import { requireCount, requireFinite } from "../checks.js";

export interface LinearOptions {
  readonly from: number;
  readonly to: number;
  /** Steps from `from` to `to`. */
  readonly steps: number;
}

/** `from + (to - from) * step / steps`, then `to`. As `torch.optim.lr_scheduler.LinearLR`. */
export function linear({ from, to, steps }: LinearOptions): Schedule {
  requireFinite("linear: from", from);
  requireFinite("linear: to", to);
  requireCount("linear: steps", steps);
  return (step) => from + ((to - from) * Math.min(step, steps)) / steps;
}
