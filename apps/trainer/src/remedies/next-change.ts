import { type Diagnosis, diagnose, type RunFigures } from "@genlab/trainers";
import { checkConfig } from "../config/check-config.js";
import type { PartialConfig, RunConfig } from "../config/run-config.js";
import { type Difference, differences, withDifference } from "../resuming/differences.js";
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

/** What the doctor changes for a fault, if anything, and if it has not done so too often: `since` step 0, where the run is to begin anew. */
export function changesFor(
  diagnosis: Pick<Diagnosis, "name" | "phase" | "evidence" | "since">,
  consultation: Consultation,
): readonly Change[] | undefined {
  if (!isLost(diagnosis, consultation)) return changesAt(diagnosis, consultation);
  const { config, changes, step } = consultation;
  const [earlier, later] = partedAt(changes, 0);
  const before = checkConfig(later.reduceRight(withoutChange, config), "The configuration");
  const evidence = `${diagnosis.evidence}, at step ${step}: begun anew`;
  return changesAt({ ...diagnosis, evidence }, { ...consultation, config: before, changes: earlier, step: 0 });
}

/** The changes that a run has at a step, and those that came later. */
export const partedAt = (changes: readonly Change[], step: number) =>
  [changes.filter(({ since = 0 }) => since <= step), changes.filter(({ since = 0 }) => since > step)] as const;

export const withoutChange = (config: PartialConfig, { path, from, to, overruled }: Change): PartialConfig =>
  overruled ? config : withDifference(config, { path, from: to, to: from });

/** Faults by which a run loses what its weights have learned, so that no other setting brings it back. */
const RUINOUS: readonly string[] = ["output-stuck", "exploding-gradients"];

/** Whether nothing is lost where a run begins anew. What lies in other files, the best and weights of another run, stays as it is. */
function isLost({ name, since }: Pick<Diagnosis, "name" | "since">, { config, step }: Consultation): boolean {
  return RUINOUS.includes(name) && since <= step / 2 && !config.best && !config.from;
}

function changesAt(
  diagnosis: Pick<Diagnosis, "name" | "phase" | "evidence">,
  { config, phases, step, changes, health }: Consultation,
): readonly Change[] | undefined {
  const { name: fault, evidence } = diagnosis;
  const changed = remedies[fault]?.({ config, phases, diagnosis, health });
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
