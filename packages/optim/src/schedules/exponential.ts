import { requireCounts, requireFinite, requirePositive, type Schedule } from "@genlab/core";

export interface ExponentialOptions {
  readonly from: number;
  readonly factor: number;
  /** Steps in which the value is multiplied by `factor` once. Default 1. */
  readonly every?: number;
}

/** `from * factor^(step / every)`. As `torch.optim.lr_scheduler.ExponentialLR`. */
export function exponential({ from, factor, every = 1 }: ExponentialOptions): Schedule {
  requireFinite("exponential", { from });
  requirePositive("exponential", { factor });
  requireCounts("exponential", { every });
  return (step) => from * factor ** (step / every);
}
