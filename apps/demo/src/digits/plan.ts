import type { EngineName } from "../engines/engine-names.js";
import type { Change } from "../session/session.js";
import type { SessionSpec } from "../session/spec.js";
import { kindOf, type Term } from "./kinds.js";
import type { Settings } from "./settings.js";
import { changesOf, specOf, type TrainingData } from "./specification.js";

/** All that a run is made from. */
export interface Plan {
  readonly spec: SessionSpec;
  readonly changes: readonly Change[];
  /** Engines to try, the first one first. */
  readonly engines: readonly EngineName[];
  /** The losses to draw. */
  readonly terms: readonly Term[];
}

/** The run of some settings. */
export function planOf(settings: Settings, data: TrainingData, engines: readonly EngineName[]): Plan {
  const { terms } = kindOf(settings.model);
  return { spec: specOf(settings, data), changes: changesOf(settings, data), engines, terms };
}
