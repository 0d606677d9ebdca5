import { models } from "@genlab/zoo";
import { isOptimizer, merge } from "./merge.js";
import { defaults, isObject, type PartialConfig, typeOf } from "./run-config.js";

/**
 * Lays a configuration over the defaults, where its model's recipe may have an optimizer of its own. An optimizer that says its type
 * stands as it is: settings of the paper's do not mix with it.
 */
export function withDefaults(given: PartialConfig): PartialConfig {
  const own: PartialConfig = optimizerOf(given.model) ?? defaults.optimizer;
  const asked = isObject(given.optimizer) ? given.optimizer : {};
  const kept = Object.entries(own).filter(([phase]) => !isOptimizer(asked[phase]));
  return merge({ ...defaults, optimizer: isOptimizer(asked) ? {} : Object.fromEntries(kept) }, given);
}

function optimizerOf(model: unknown): PartialConfig | undefined {
  const type = isObject(model) ? typeOf(model) : "";
  return Object.hasOwn(models, type) ? models[type as keyof typeof models].optimizer : undefined;
}
