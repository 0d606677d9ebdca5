import { refuseUnknown, requireCounts, requireFinite, requirePositive, type Schedule } from "@genlab/core";

export interface StepDecayOptions {
  readonly from: number;
  readonly factor: number;
  /** Steps from one multiplication to the next. */
  readonly every: number;
}

/**
 * `from * factor^⌊step / every⌋`. As `torch.optim.lr_scheduler.StepLR`.
 *
 * @throws GenlabError for values that are not finite, a factor that is not above 0, steps that are no count, and options that it does not have.
 */
export function stepDecay({ from, factor, every, ...others }: StepDecayOptions): Schedule {
  refuseUnknown("stepDecay", others, { from, factor, every });
  requireFinite("stepDecay", { from });
  requirePositive("stepDecay", { factor });
  requireCounts("stepDecay", { every });
  return (step) => from * factor ** Math.floor(step / every);
}
