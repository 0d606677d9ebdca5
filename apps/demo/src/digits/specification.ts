import type { DataSpec } from "../session/data.js";
import type { Change } from "../session/session.js";
import type { SessionSpec } from "../session/spec.js";
import { kindOf } from "./kinds.js";
import { settingsAt } from "./setting-change.js";
import type { Settings } from "./settings.js";

/** What a session is to be trained on. */
export interface TrainingData {
  readonly spec: DataSpec;
  readonly examples: number;
  /** 0 where nobody knows them. */
  readonly classes: number;
}

/** The session of some settings, from its first step on. */
export function specOf(settings: Settings, { spec, examples, classes }: TrainingData): SessionSpec {
  const { seed, model, rate, batch } = settings;
  const kind = kindOf(model);
  return {
    seed,
    data: spec,
    model: kind.model({ ...settings, classes }),
    optimizer: kind.optimizer(rate),
    batchSize: Math.min(batch, examples),
    ...(kind.average !== undefined && { average: { decay: kind.average } }),
  };
}

/** The changes of the address, as a session does them. */
export function changesOf(settings: Settings, data: TrainingData): readonly Change[] {
  const steps = [...new Set(settings.changes.map(({ step }) => step))].sort((a, b) => a - b);
  return steps.map((step) => ({ step, spec: specOf(settingsAt(step, settings, settings.changes), data) }));
}

/** Text that differs where a run has to begin anew. */
export function identityOf({ model, seed, data, network, latent, width, size, color, drawings }: Settings): string {
  return JSON.stringify([model, seed, data, network, latent, width, size, color, drawings]);
}
