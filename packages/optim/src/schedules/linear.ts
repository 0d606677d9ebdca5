import { refuseUnknown, requireCounts, requireFinite, type Schedule } from "@genlab/core";

export interface LinearOptions {
  readonly from: number;
  readonly to: number;
  /** Steps from `from` to `to`. */
  readonly steps: number;
}

/**
 * `from + (to - from) * step / steps`, then `to`. As `torch.optim.lr_scheduler.LinearLR`.
 *
 * @throws GenlabError for values that are not finite, counts that are none, and options that it does not have.
 *
 * @example
 * ```ts
 * import { linear } from "genlab";
 *
 * const beta = linear({ from: 0, to: 1, steps: 100 });
 * console.log(beta(0), beta(50), beta(1000)); // 0, 0.5, 1
 * ```
 */
export function linear({ from, to, steps, ...others }: LinearOptions): Schedule {
  refuseUnknown("linear", others, { from, to, steps });
  requireFinite("linear", { from, to });
  requireCounts("linear", { steps });
  return (step) => from + ((to - from) * Math.min(step, steps)) / steps;
}
