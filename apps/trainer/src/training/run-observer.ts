import type { Diagnosis, PhaseLosses } from "@genlab/trainers";
import type { Change } from "../remedies/change.js";

/** Hears how a run goes. */
export interface RunObserver {
  reported(step: number, losses: PhaseLosses): void;
  evaluated(step: number, losses: PhaseLosses): void;
  /** A fault begins. */
  faulty(diagnosis: Diagnosis): void;
  /** A setting is another from here on. */
  changed(change: Change): void;
  /** What a person is told, in a line. */
  noted(text: string): void;
}
