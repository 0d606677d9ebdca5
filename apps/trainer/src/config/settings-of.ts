import type { Settings } from "@genlab/core";
import { models } from "@genlab/zoo";
import { type PartialConfig, typeOf } from "./run-config.js";

/** What can be set of the model of a configuration; nothing of a type that there is not. */
export function settingsOf(model: PartialConfig): Settings {
  const type = typeOf(model);
  return Object.hasOwn(models, type) ? models[type as keyof typeof models].settings : {};
}
