import { registerGradients } from "./gradients/register.js";

registerGradients();

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
export { GenlabError } from "./errors.js";
export type {
  ArrayBatch,
  Executor,
  NdArray,
  PendingTerms,
  Program,
  StepInputs,
  TensorBatch,
} from "./executor.js";
export { type Gradients, gradients } from "./gradients/gradients.js";
export { registerGradients } from "./gradients/register.js";
export type { Layer } from "./layer.js";
export type { ImageBatch, Losses, Model, Phase } from "./model.js";
export { cloneModule } from "./module/clone.js";
export { loadValues } from "./module/load.js";
export {
  type Buffer,
  buffer,
  disposeModule,
  type Module,
  namedParameters,
  namedParametersOf,
  namedVariables,
  type Parameter,
  parameter,
  type Tensors,
} from "./module/variables.js";
export {
  requireClasses,
  requireCounts,
  requireDecays,
  requireFinite,
  requireLabels,
  requireNonNegative,
  requirePositive,
  requireShares,
} from "./require.js";
export { createRng, type Rng, type RngState } from "./rng.js";
export { withPrior } from "./with-prior.js";
