import type { Context, Schedule } from "@genlab/core";
import type { Scalar } from "@tensorflow/tfjs-core";

/** A weight at the present step, and the term that reports one which changes. */
export interface WeightAt {
  readonly weight: number | Scalar;
  readonly terms: { readonly beta?: Scalar };
}

export function weightAt(beta: number | Schedule, context: Context): WeightAt {
  if (typeof beta === "number") return { weight: beta, terms: {} };
  const weight = context.schedule(beta);
  return { weight, terms: { beta: weight } };
}
