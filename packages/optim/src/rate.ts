import type { Context, Schedule } from "@genlab/core";
import { type Scalar, scalar } from "@tensorflow/tfjs-core";

/** A constant, or a number that depends on the step. */
export type Rate = number | Schedule;

/** The rate at the present step. */
export function currentRate(rate: Rate, context: Context): Scalar {
  return typeof rate === "number" ? scalar(rate) : context.schedule(rate);
}

/** `factor * rate`. */
export function scaledRate(rate: Rate, factor: number): Rate {
  return typeof rate === "number" ? factor * rate : (step) => factor * rate(step);
}
