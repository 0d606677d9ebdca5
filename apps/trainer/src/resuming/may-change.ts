import type { Settings } from "@genlab/core";
import { models } from "@genlab/zoo";
import { isOptimizer } from "../config/merge.js";
import { isObject, type PartialConfig, typeOf } from "../config/run-config.js";

/** How long a run goes, what it tells, and what computes. */
const FREE: readonly string[] = [
  ...["steps", "epochs", "minutes", "best", "plateau", "tensorboard", "gradientNorms", "auto"],
  ...["reportEvery", "healthEvery", "evaluateEvery", "saveEvery", "picturesEvery", "figures", "keep", "waitWhenFull"],
  ...["engine", "threads", "precision", "provider"],
];

/** Where the data lie. What they are is checked when they are read. */
const PLACES: readonly string[] = ["folder", "path", "skipBad"];

/** What settings of models say of one step alone, beside rates. */
const OF_A_STEP: readonly string[] = ["restartBelow"];

/** Whether a setting may be another when a run goes on: rates, steps, reporting and places. All else is what the run is of. */
export function mayChange([part = "", key = "", ...rest]: readonly string[], config: PartialConfig): boolean {
  if (FREE.includes(part)) return true;
  if (part === "data") return PLACES.includes(key) && rest.length === 0;
  if (part === "average") return key === "decay";
  if (part === "optimizer") return isOfOptimizer([key, ...rest], config.optimizer);
  return part === "model" && (isRate(key, config.model) || OF_A_STEP.includes(key));
}

/** The kind of an optimizer says what it keeps of the steps before. */
function isOfOptimizer([key = "", inner]: readonly string[], optimizer: unknown): boolean {
  if (isOptimizer(optimizer)) return key !== "type";
  return isObject(optimizer) && isOptimizer(optimizer[key]) && inner !== undefined && inner !== "type";
}

function isRate(key: string, model: unknown): boolean {
  const type = isObject(model) ? typeOf(model) : "";
  const settings: Settings = Object.hasOwn(models, type) ? models[type as keyof typeof models].settings : {};
  return Object.hasOwn(settings, key) && settings[key]!.kind.type === "rate";
}
