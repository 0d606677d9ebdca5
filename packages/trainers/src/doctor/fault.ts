import type { Settings } from "@genlab/core";
import type { HealthRecord } from "../health/health-record.js";
import type { PhaseLosses } from "../train.js";
import type { Present } from "./present.js";

/** A line of a run's log: the mean losses of a batch, or of data that it was not trained on. */
export interface LossRecord {
  readonly step: number;
  readonly losses?: PhaseLosses;
  readonly evaluation?: PhaseLosses;
}

/** What is known of a run. Both rise in `step`. */
export interface RunFigures {
  readonly log: readonly LossRecord[];
  readonly health: readonly HealthRecord[];
  /** Those of its model, so that nothing is advised that it has no setting for. Default: advice for all models is given. */
  readonly settings?: Settings;
  /** What is given of `settings`, so that nothing is advised that would take away what is there. Default: nothing is, and all have their defaults. */
  readonly given?: Readonly<Record<string, unknown>>;
}

/** That a run has a fault. */
export interface Finding {
  /** The step at which it was first seen. */
  readonly since: number;
  /** The figures that say so, in words. */
  readonly evidence: string;
  /** The phase that it is in, where it is in one. */
  readonly phase?: string;
}

/** Something to try, in words; with settings of the model it is for models that have them and take such values alone. */
export type Advice = string | SettingAdvice;

export interface SettingAdvice {
  readonly words: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** What settings have to be for it, as far as the model has them. Default: anything. */
  readonly where?: Readonly<Record<string, Present>>;
}

/** Something that goes wrong in training. */
export interface Fault {
  /** What programs call it: `dead-codes`. */
  readonly name: string;
  /** What has happened, as the end of "since step 100 …". */
  readonly title: string;
  /** What it means. */
  readonly words: string;
  /** What to try, the likeliest first. */
  readonly remedies: readonly Advice[];
  /** Where its threshold is from. */
  readonly source: string;
  /** Looks for it in a run as far as it came. */
  find(figures: RunFigures): Finding | undefined;
}
