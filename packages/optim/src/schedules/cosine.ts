import { refuseUnknown, requireCounts, requireFinite, type Schedule } from "@genlab/core";

export interface CosineOptions {
  readonly from: number;
  /** Default 0. */
  readonly to?: number;
  /** Steps from `from` to `to`. */
  readonly steps: number;
}

/**
 * `to + (from - to) * (1 + cos(π * step / steps)) / 2`, then `to`. As `torch.optim.lr_scheduler.CosineAnnealingLR` up to its
 * `T_max`, after which that one rises again; Loshchilov and Hutter 2016, https://arxiv.org/abs/1608.03983
 *
 * @throws GenlabError for values that are not finite, counts that are none, and options that it does not have.
 *
 * @example
 * ```ts
 * import { cosine } from "genlab";
 *
 * const rate = cosine({ from: 1e-3, steps: 100 });
 * console.log(rate(0), rate(50), rate(100)); // 0.001, 0.0005, 0
 * ```
 */
export function cosine({ from, to = 0, steps, ...others }: CosineOptions): Schedule {
  refuseUnknown("cosine", others, { from, to, steps });
  requireFinite("cosine", { from, to });
  requireCounts("cosine", { steps });
  return (step) => to + ((from - to) * (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps))) / 2;
}
