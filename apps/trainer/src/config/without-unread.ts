import { models } from "@genlab/zoo";
import { isObject, type PartialConfig, typeOf } from "./run-config.js";

/** Measures of points that runs could be asked for once, and that had no effect. */
const UNREAD: Readonly<Record<string, readonly string[]>> = {
  ring: ["spacing"],
  moons: ["spacing", "standardDeviation"],
  "swiss-roll": ["spacing", "standardDeviation"],
};

/** Other data without pixels. */
const POINTS: readonly string[] = ["grid", "drawing", "table"];

const WITH_VARIANCE: readonly unknown[] = ["gaussian", "learned-gaussian"];

/** The configuration of a saved run without settings that were never read, and are refused now. */
export function withoutUnread(configuration: PartialConfig): PartialConfig {
  const { data, model } = configuration;
  if (!isObject(data) || !isObject(model)) return configuration;
  const unread = Object.hasOwn(UNREAD, typeOf(data)) ? UNREAD[typeOf(data)]! : [];
  return {
    ...configuration,
    data: without(data, unread),
    model: without(model, isWithoutVariance(model, data) ? ["variance"] : []),
  };
}

/** Whether a model has a likelihood of the data that has no variance to set. */
export function isWithoutVariance(model: PartialConfig, data: PartialConfig): boolean {
  const settings: Readonly<Record<string, { readonly default?: unknown }>> | undefined =
    models[typeOf(model) as keyof typeof models]?.settings;
  const isOfVectors = data.type === "file" && Array.isArray(data.shape) && data.shape.length === 1;
  const isOfPoints = Object.hasOwn(UNREAD, typeOf(data)) || POINTS.includes(typeOf(data)) || isOfVectors;
  const likelihood = model.likelihood ?? settings?.likelihood?.default;
  return likelihood !== undefined && !WITH_VARIANCE.includes(likelihood) && !(likelihood === "auto" && isOfPoints);
}

const without = (part: PartialConfig, keys: readonly string[]): PartialConfig =>
  Object.fromEntries(Object.entries(part).filter(([key]) => !keys.includes(key)));
