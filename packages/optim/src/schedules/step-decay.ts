import { requireCounts, requireFinite, requirePositive, type Schedule } from "@genlab/core";

export interface StepDecayOptions {
  readonly from: number;
  readonly factor: number;
  /** Steps from one multiplication to the next. */
  readonly every: number;
}

/** `from * factor^⌊step / every⌋`. As `torch.optim.lr_scheduler.StepLR`. */
export function stepDecay({ from, factor, every }: StepDecayOptions): Schedule {
  requireFinite("stepDecay", { from });
  requirePositive("stepDecay", { factor });
  requireCounts("stepDecay", { every });
  return (step) => from * factor ** Math.floor(step / every);
}
