import { requireFinite, type Schedule } from "@genlab/core";

/**
 * `value` at every step.
 *
 * @throws GenlabError for a value that is not finite.
 */
export function constant(value: number): Schedule {
  requireFinite("constant", { value });
  return () => value;
}
