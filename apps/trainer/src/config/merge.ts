import { optimizers } from "@genlab/zoo";
import { isObject, type PartialConfig, typeOf } from "./run-config.js";

/**
 * Lays `above` over `below`, object by object. An object of another `type` replaces what is below it whole: the
 * settings of one model mean nothing to another. Epochs replace steps, and steps epochs. One optimizer for all phases
 * replaces those of each, and the other way; what names no phase, such as a learning rate alone, is for each of them.
 */
export function merge(below: PartialConfig, above: PartialConfig): PartialConfig {
  const ends = ["epochs", "steps"];
  const hidden = ends.some((key) => key in above) ? ends : [];
  const kept = Object.entries(below).filter(([key]) => !hidden.includes(key));
  const laid = Object.entries(above).map(([key, value]) => {
    const lay = key === "optimizer" ? layOptimizer : layOver;
    return [key, lay(below[key], value)] as const;
  });
  return Object.fromEntries([...kept, ...laid]);
}

function layOver(below: unknown, above: unknown): unknown {
  if (!isObject(below) || !isObject(above)) return above;
  if ("type" in above && "type" in below && above.type !== below.type) return above;
  return merge(below, above);
}

function layOptimizer(below: unknown, above: unknown): unknown {
  if (!isByPhase(below)) return isByPhase(above) ? above : layOver(below, above);
  if (!isObject(above) || "type" in above) return above;
  const entries = Object.entries(above);
  const isOfPhase = ([key, value]: readonly [string, unknown]) => key in below || isOptimizer(value);
  const forEach = Object.fromEntries(entries.filter((entry) => !isOfPhase(entry)));
  const each = Object.entries(below).map(([phase, optimizer]) => [phase, layOver(optimizer, forEach)]);
  return merge(Object.fromEntries(each), Object.fromEntries(entries.filter(isOfPhase)));
}

const isByPhase = (optimizer: unknown): optimizer is PartialConfig =>
  isObject(optimizer) && Object.values(optimizer).some(isOptimizer);

/** Whether a part of a configuration is an optimizer's, with its type. */
export const isOptimizer = (value: unknown): value is PartialConfig =>
  isObject(value) && Object.hasOwn(optimizers, typeOf(value));
