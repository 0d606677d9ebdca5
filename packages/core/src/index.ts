import { registerGradients } from "./gradients/register.js";

registerGradients();

export {
  type ArrayBatch,
  arrayBatchOf,
  choice,
  completeSettings,
  count,
  counts,
  describe,
  type Filled,
  fillSettings,
  flag,
  GenlabError,
  type Given,
  type GivenArray,
  type GivenBatch,
  isSetting,
  type Kind,
  type NdArray,
  type Numbers,
  ndArrayOf,
  nearest,
  number,
  numbersOf,
  type OptionalSetting,
  type OwnValue,
  oneOf,
  optionsOf,
  orAuto,
  ownFunction,
  ownMethods,
  pick,
  type Range,
  rate,
  refuseUnknown,
  requireBooleans,
  requireClasses,
  requireCounts,
  requireDecays,
  requireFinite,
  requireFunctions,
  requireMethods,
  requireNonNegative,
  requireOneOf,
  requirePositive,
  requireShares,
  requireSizes,
  type Setting,
  type Settings,
  sentenceOf,
  setting,
  share,
  sizeOf,
  suggestion,
  switchOrAuto,
  textOf,
  type Values,
  type WithDefault,
  weight,
  withDefault,
  withoutSchedules,
} from "@genlab/base";
export {
  type Autoencodes,
  canDecode,
  canDecodeClasses,
  canDiscriminate,
  canEncode,
  canEncodeClasses,
  canReconstruct,
  canSample,
  canSampleClasses,
  canScore,
  canWeigh,
  type Decodes,
  type DecodesClasses,
  type Discriminates,
  type Encodes,
  type EncodesClasses,
  type Reconstructs,
  type Samples,
  type SamplesClasses,
  type Scores,
  type Weighs,
} from "./capabilities.js";
export { type Context, type ContextOptions, createContext, evaluating, type Schedule } from "./context.js";
export { type DataRange, dataRangesOf, type HasDataRange } from "./data-range.js";
export { delegate } from "./delegate.js";
export type { Executor, PendingTerms, Program, StepInputs, TensorBatch } from "./executor.js";
export { type FactoryOptions, type ForExamples, factoryOptions } from "./factory-options.js";
export { type Gradients, gradients } from "./gradients/gradients.js";
export { registerGradients } from "./gradients/register.js";
export { holdLayers } from "./hold-layers.js";
export { type InterpolateOptions, interpolate } from "./interpolate.js";
export type { Layer } from "./layer.js";
export type { ImageBatch, Losses, Model, Phase } from "./model.js";
export {
  createFrom,
  type ModelContext,
  type ModelOptions,
  type ModelRecipe,
  modelRecipe,
  type OptimizerRecipe,
  type OptimizersRecipe,
} from "./model-recipe.js";
export { cloneModule } from "./module/clone.js";
export { loadValues } from "./module/load.js";
export {
  type Buffer,
  buffer,
  childrenOf,
  disposeModule,
  type Module,
  namedParameters,
  namedParametersOf,
  namedVariables,
  type Parameter,
  parameter,
  type Tensors,
} from "./module/variables.js";
export { requireDraws, requireLabels, requireLayers } from "./require.js";
export { requireClassIndices, requireIndices } from "./require-class-indices.js";
export { requireRng } from "./require-rng.js";
export { requireShape } from "./require-shape.js";
export { requireTensor } from "./require-tensor.js";
export { createRng, type Rng, type RngState } from "./rng.js";
export { dtypeOf, toTensor, toTensors } from "./to-tensors.js";
export { withPrior } from "./with-prior.js";
