import { requireFinite, type Schedule } from "@genlab/core";

/** `value` at every step. */
export function constant(value: number): Schedule {
  requireFinite("constant", { value });
  return () => value;
}
