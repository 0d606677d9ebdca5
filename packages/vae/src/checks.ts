import type { Schedule } from "@genlab/core";

/** Refuses a weight that is negative or not finite. A schedule's values are its own affair. */
export function requireWeight(name: string, value: number | Schedule): void {
  if (typeof value === "function" || (value >= 0 && Number.isFinite(value))) return;
  throw new RangeError(`${name} is ${value}. Expected a finite number, 0 or more.`);
}

/** Refuses what is not 1, 2, 3, … */
export function requireCount(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value > 0) return;
  throw new RangeError(`${name} is ${value}. Expected a whole number, 1 or more.`);
}
