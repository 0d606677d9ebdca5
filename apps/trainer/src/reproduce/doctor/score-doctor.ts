import { type Diagnosis, diagnose, type RunFigures } from "@genlab/trainers";
import type { DoctorCase } from "./doctor-case.js";

/** What the doctor said of a run. */
export interface DoctorResult {
  readonly title: string;
  /** What was planted. */
  readonly fault?: string;
  /** At the end of the run. */
  readonly said: readonly Diagnosis[];
  /** Names of the faults that were told of at any time while it trained. */
  readonly told: readonly string[];
}

/** Asks the doctor after each measurement, as a run does that trains. */
export function askDoctor({ title, fault }: DoctorCase, { log, health }: RunFigures): DoctorResult {
  const told = new Set<string>();
  health.forEach(({ step }, i) => {
    const upToHere = { log: log.filter((record) => record.step <= step), health: health.slice(0, i + 1) };
    for (const { name } of diagnose(upToHere)) told.add(name);
  });
  return { title, ...(fault !== undefined && { fault }), said: diagnose({ log, health }), told: [...told] };
}
