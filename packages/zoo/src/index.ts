export type { ModelContext } from "@genlab/core";
export { nearest, suggestion } from "@genlab/core";
export type { ConfigurationOf } from "./configuration-of.js";
export { checkModel, createModel, type ModelConfiguration, type ModelOrigin, originOf } from "./create-model.js";
export { createOptimizers, type OptimizersConfiguration } from "./create-optimizers.js";
export { make } from "./make.js";
export { type LoadModelOptions, loadModel, saveModel } from "./model-file.js";
export { models } from "./models.js";
export { createOptimizer, type OptimizerConfiguration, optimizers } from "./optimizers.js";
export type { Recipe } from "./recipe.js";
export {
  createRate,
  createSchedule,
  type RateConfiguration,
  readSettings,
  type ScheduleConfiguration,
  schedules,
} from "./schedules.js";
export type { WeightNames } from "./weight-names.js";
export {
  type EncodeWeightsOptions,
  encodeWeights,
  type LoadWeightsOptions,
  loadWeights,
  type WeightLayout,
} from "./weights-file.js";
export { withFormerDefaults } from "./with-former-defaults.js";
