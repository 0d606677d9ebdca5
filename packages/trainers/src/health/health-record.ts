import type { PhaseLosses } from "../train.js";
import { HEALTH } from "./step-health.js";

/** What an update did to one parameter. */
export interface ParameterHealth {
  /** Euclidean norm of the gradient. */
  readonly gradient: number;
  /** Of the parameter before the update. */
  readonly weight: number;
  /** Of what was added to it. */
  readonly change: number;
  /** The share of its units that no example sends a gradient to. Absent of biases and other parameters without units. */
  readonly dead?: number;
}

/** By path, in the order of the model's tree. */
export type PhaseHealth = Readonly<Record<string, ParameterHealth>>;

/** What was measured of a run at one step: a line of `health.jsonl`. */
export interface HealthRecord {
  readonly step: number;
  /** By phase. Absent where the step was not one that is measured. */
  readonly phases?: Readonly<Record<string, PhaseHealth>>;
  /** Figures of the model by what they are of, as `probeModel` gives them. */
  readonly probes?: PhaseLosses;
  /** Why the run ended at this step. */
  readonly failure?: string;
}

/** The losses of a step, and its gradient health where it was measured. */
export interface SplitLosses {
  readonly losses: PhaseLosses;
  readonly phases?: Readonly<Record<string, PhaseHealth>>;
}

/** Takes apart what `train` reports of a step. */
export function splitHealth(reported: PhaseLosses): SplitLosses {
  const losses: Record<string, Record<string, number>> = {};
  const phases: Record<string, Record<string, ParameterHealth>> = {};
  for (const [phase, terms] of Object.entries(reported)) {
    const own: Record<string, number> = {};
    losses[phase] = own;
    for (const [term, value] of Object.entries(terms)) {
      if (!term.startsWith(HEALTH)) own[term] = value;
      else {
        const [kind, path] = halves(term.slice(HEALTH.length));
        phases[phase] ??= {};
        phases[phase][path] = { ...phases[phase][path], [kind]: value } as ParameterHealth;
      }
    }
  }
  return Object.keys(phases).length > 0 ? { losses, phases } : { losses };
}

function halves(text: string): readonly [string, string] {
  const at = text.indexOf("/");
  return [text.slice(0, at), text.slice(at + 1)];
}
