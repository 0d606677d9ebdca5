import { type Diagnosis, diagnose, type RunFigures } from "@genlab/trainers";
import type { PartialConfig, RunConfig } from "../config/run-config.js";
import { type Difference, differences } from "../resuming/differences.js";
import type { Change } from "./change.js";
import { remedies } from "./remedies.js";

/** Changes of a setting for one fault: what three do not mend, a fourth will not. */
const MOST = 3;

/** What the doctor has to go by. */
export interface Consultation extends RunFigures {
  readonly config: RunConfig;
  /** Of the model, by name. */
  readonly phases: readonly string[];
  /** Steps done. */
  readonly step: number;
  /** What was changed before. */
  readonly changes: readonly Change[];
}

/**
 * What the doctor changes now: of the gravest fault that has a remedy. It looks at what was measured since its last change alone, so that each
 * has its time to work. What it comes to follows from the log, the measurements and the changes before: a run that goes on changes the same.
 */
export function nextChange({ log, health, ...consultation }: Consultation): readonly Change[] | undefined {
  const last = Math.max(0, ...consultation.changes.map(({ since = 0 }) => since));
  const figures = {
    log: log.filter(({ step }) => step > last),
    health: health.filter(({ step }) => step > last),
  };
  for (const diagnosis of diagnose(figures)) {
    const changes = changesFor(diagnosis, { ...figures, ...consultation });
    if (changes) return changes;
  }
  return undefined;
}

/** What the doctor changes for a fault, if anything, and if it has not done so too often. */
export function changesFor(
  diagnosis: Pick<Diagnosis, "name" | "phase" | "evidence">,
  { config, phases, step, changes, health }: Consultation,
): readonly Change[] | undefined {
  const { name: fault, evidence } = diagnosis;
  const measured = health.findLast(({ phases }) => phases);
  const changed = remedies[fault]?.({ config, phases, diagnosis, ...(measured && { health: measured }) });
  const differing = changed ? differencesOf(config, changed) : [];
  const isUsedUp = ({ path }: Difference) =>
    changes.filter((change) => change.fault === fault && `${change.path}` === `${path}`).length >= MOST;
  if (differing.length === 0 || differing.some(isUsedUp)) return undefined;
  return differing.map((one) => ({ ...one, since: step, fault, evidence }));
}

/** Of an optimizer that is no longer one for all phases, as a whole. */
function differencesOf(config: RunConfig, changed: PartialConfig): readonly Difference[] {
  const all = differences(config, changed);
  const isSplit = all.some(({ path }) => path.join(".") === "optimizer.type");
  return isSplit ? [{ path: ["optimizer"], from: config.optimizer, to: changed.optimizer }] : all;
}
