import { refuseUnknown, requireCounts, requireFinite, type Schedule } from "@genlab/core";

export interface WarmRestartsOptions {
  readonly from: number;
  /** Default 0. */
  readonly to?: number;
  /** Steps of the first period. */
  readonly steps: number;
  /** How many times as long as the one before each period is, a whole number. Default 1. */
  readonly factor?: number;
}

/**
 * `to + (from - to) * (1 + cos(π * τ)) / 2`, `τ` the share of its period that is over: again and again from the start. As
 * `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts`; SGDR, Loshchilov and Hutter 2016, https://arxiv.org/abs/1608.03983
 *
 * @throws GenlabError for values that are not finite, counts that are none, and options that it does not have.
 */
export function warmRestarts({ from, to = 0, steps, factor = 1, ...others }: WarmRestartsOptions): Schedule {
  refuseUnknown("warmRestarts", others, { from, to, steps, factor });
  requireFinite("warmRestarts", { from, to });
  requireCounts("warmRestarts", { steps, factor });
  return (step) => {
    let [within, period] = [step, steps];
    if (factor === 1) within %= period;
    else {
      while (within >= period) {
        within -= period;
        period *= factor;
      }
    }
    return to + ((from - to) * (1 + Math.cos((Math.PI * within) / period))) / 2;
  };
}
