import { isObject, type PartialConfig } from "./run-config.js";

/**
 * Lays `above` over `below`, object by object. An object of another `type` replaces what is below it whole: the
 * settings of one model mean nothing to another. Epochs replace steps, and steps epochs.
 */
export function merge(below: PartialConfig, above: PartialConfig): PartialConfig {
  const ends = ["epochs", "steps"];
  const hidden = ends.some((key) => key in above) ? ends : [];
  const kept = Object.entries(below).filter(([key]) => !hidden.includes(key));
  const laid = Object.entries(above).map(([key, value]) => [key, layOver(below[key], value)] as const);
  return Object.fromEntries([...kept, ...laid]);
}

function layOver(below: unknown, above: unknown): unknown {
  if (!isObject(below) || !isObject(above)) return above;
  if ("type" in above && "type" in below && above.type !== below.type) return above;
  return merge(below, above);
}
