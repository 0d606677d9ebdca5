import type { Executor, Rng, Schedule } from "@genlab/core";
import type { Transform } from "@genlab/optim";

export interface TrainerOptions {
  /** One transform for all phases, or one for each phase by name. */
  readonly optimizer: Transform | Readonly<Record<string, Transform>>;
  /** Every draw of step n comes from `rng.fork("step/n")`, so that a run can be resumed at any step. */
  readonly rng: Rng;
  /** Keeps an exponential moving average of the model. Default: none. */
  readonly average?: { readonly decay: number | Schedule };
  /** Reports the Euclidean norm of every parameter's gradient as the term `gradient/PATH`. Default false. */
  readonly gradientNorms?: boolean;
  /** Default: eager, on the tfjs backend that is set. */
  readonly executor?: Executor;
}
