import type { Schedule } from "@genlab/core";
import { requireFinite } from "../checks.js";

/** `value` at every step. */
export function constant(value: number): Schedule {
  requireFinite("constant: value", value);
  return () => value;
}
