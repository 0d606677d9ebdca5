import { registerGradients } from "./gradients/register.js";

registerGradients();

export {
  type ArrayBatch,
  arrayBatchOf,
  completeSettings,
  type Defaults,
  describe,
  GenlabError,
  type GivenArray,
  type GivenBatch,
  type NdArray,
  type Numbers,
  ndArrayOf,
  nearest,
  numbersOf,
  optionsOf,
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
  sizeOf,
  suggestion,
  withoutSchedules,
} from "@genlab/base";
export {
  canDecode,
  canDiscriminate,
  canEncode,
  canReconstruct,
  canSample,
  canSampleClasses,
  canScore,
  canWeigh,
  type Decodes,
  type Discriminates,
  type Encodes,
  type Reconstructs,
  type Samples,
  type SamplesClasses,
  type Scores,
  type Weighs,
} from "./capabilities.js";
export { type Context, type ContextOptions, createContext, evaluating, type Schedule } from "./context.js";
export { type DataRange, dataRangesOf, type HasDataRange } from "./data-range.js";
export type { Executor, PendingTerms, Program, StepInputs, TensorBatch } from "./executor.js";
export { type Gradients, gradients } from "./gradients/gradients.js";
export { registerGradients } from "./gradients/register.js";
export type { Layer } from "./layer.js";
export type { ImageBatch, Losses, Model, Phase } from "./model.js";
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
