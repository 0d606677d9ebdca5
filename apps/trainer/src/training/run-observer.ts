import type { Diagnosis, PhaseLosses } from "@genlab/trainers";

/** Hears how a run goes. */
export interface RunObserver {
  reported(step: number, losses: PhaseLosses): void;
  evaluated(step: number, losses: PhaseLosses): void;
  /** A fault begins. */
  faulty(diagnosis: Diagnosis): void;
  /** What a person is told, in a line. */
  noted(text: string): void;
}
