import { requireCounts, requireFinite, type Schedule } from "@genlab/core";

export interface LinearOptions {
  readonly from: number;
  readonly to: number;
  /** Steps from `from` to `to`. */
  readonly steps: number;
}

/** `from + (to - from) * step / steps`, then `to`. As `torch.optim.lr_scheduler.LinearLR`. */
export function linear({ from, to, steps }: LinearOptions): Schedule {
  requireFinite("linear", { from, to });
  requireCounts("linear", { steps });
  return (step) => from + ((to - from) * Math.min(step, steps)) / steps;
}
