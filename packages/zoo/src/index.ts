export { nearest, suggestion } from "@genlab/core";
export { createOptimizers, type OptimizersConfiguration } from "./create-optimizers.js";
export type { ModelContext } from "./models/model-recipe.js";
export { createModel, type ModelConfiguration, models } from "./models.js";
export { createOptimizer, type OptimizerConfiguration, optimizers } from "./optimizers.js";
export { type ConfigurationOf, make, type Recipe } from "./recipe.js";
export {
  createRate,
  createSchedule,
  type RateConfiguration,
  type ScheduleConfiguration,
  schedules,
} from "./schedules.js";
export {
  count,
  counts,
  flag,
  number,
  oneOf,
  orAuto,
  type Range,
  readSettings,
  type Setting,
  type Settings,
  share,
  type ValuesOf,
  weight,
} from "./settings.js";
