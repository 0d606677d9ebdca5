import { requireCounts, type Schedule } from "@genlab/core";

export interface WarmUpOptions {
  /** Steps of warming up. */
  readonly steps: number;
  /** What follows, counted from its own step 0. */
  readonly next: Schedule;
}

/**
 * `next(0) * (step + 1) / steps`, then `next(step - steps)`: no step is lost to a rate of 0. As `SequentialLR` of
 * `LinearLR(start_factor=1 / steps, total_iters=steps - 1)` and another in PyTorch; Goyal et al. 2017, https://arxiv.org/abs/1706.02677
 */
export function warmUp({ steps, next }: WarmUpOptions): Schedule {
  requireCounts("warmUp", { steps });
  return (step) => (step < steps ? (next(0) * (step + 1)) / steps : next(step - steps));
}
