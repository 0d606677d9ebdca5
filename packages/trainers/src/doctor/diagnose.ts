import { remedyOf } from "./advice.js";
import type { Fault, Finding, RunFigures } from "./fault.js";
import { faults } from "./faults.js";

/** A fault that a run has. */
export interface Diagnosis extends Finding, Omit<Fault, "find" | "remedies"> {
  /** What to try, in a sentence, the likeliest first. */
  readonly remedy: string;
}

/** What is wrong with a run as far as it came, since when, and what to try: the gravest first, and nothing where all is well. */
export function diagnose(figures: RunFigures): readonly Diagnosis[] {
  return faults.flatMap(({ find, remedies, ...fault }) => {
    const finding = find(figures);
    return finding ? [{ ...fault, ...finding, remedy: remedyOf(remedies, figures) }] : [];
  });
}
