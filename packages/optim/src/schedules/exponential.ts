import { refuseUnknown, requireCounts, requireFinite, requirePositive, type Schedule } from "@genlab/core";

export interface ExponentialOptions {
  readonly from: number;
  readonly factor: number;
  /** Steps in which the value is multiplied by `factor` once. Default 1. */
  readonly every?: number;
}

/**
 * `from * factor^(step / every)`. As `torch.optim.lr_scheduler.ExponentialLR`.
 *
 * @throws GenlabError for values that are not finite, a factor that is not above 0, steps that are no count, and options that it does not have.
 */
export function exponential({ from, factor, every = 1, ...others }: ExponentialOptions): Schedule {
  refuseUnknown("exponential", others, { from, factor, every });
  requireFinite("exponential", { from });
  requirePositive("exponential", { factor });
  requireCounts("exponential", { every });
  return (step) => from * factor ** (step / every);
}
