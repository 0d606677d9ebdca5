import { refuseUnknown, requireCounts, requireFunctions, type Schedule } from "@genlab/core";

export interface WarmUpOptions {
  /** Steps of warming up. */
  readonly steps: number;
  /** What follows, counted from its own step 0. */
  readonly next: Schedule;
}

/**
 * `next(0) * (step + 1) / steps`, then `next(step - steps)`: no step is lost to a rate of 0. As `SequentialLR` of
 * `LinearLR(start_factor=1 / steps, total_iters=steps - 1)` and another in PyTorch; Goyal et al. 2017, https://arxiv.org/abs/1706.02677
 *
 * @throws GenlabError for steps that are no count, a `next` that is no schedule, and options that it does not have.
 */
export function warmUp({ steps, next, ...others }: WarmUpOptions): Schedule {
  refuseUnknown("warmUp", others, { steps, next });
  requireCounts("warmUp", { steps });
  requireFunctions("warmUp", { next }, "constant(1e-3)");
  return (step) => (step < steps ? (next(0) * (step + 1)) / steps : next(step - steps));
}
