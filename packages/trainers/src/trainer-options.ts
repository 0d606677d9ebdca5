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
  /** Parts of the model that stay as they are, by their paths, such as "encoder". Default: none. What a batch norm keeps of batches goes on. */
  readonly frozen?: readonly string[];
  /**
   * Batches that an update takes, one after the other: their gradients make that of a batch of all of them, where a loss is a mean over
   * examples. Default 1.
   */
  readonly accumulate?: number;
  /**
   * Reports gradient health at every so many steps, as terms that `splitHealth` takes apart. What is trained is the same, measured or not.
   * Default: never.
   */
  readonly healthEvery?: number;
  /** Default: eager, on the tfjs backend that is set. */
  readonly executor?: Executor;
}
