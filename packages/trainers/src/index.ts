export { toTensors } from "@genlab/core";
export { type Checkpoint, decodeCheckpoint, encodeCheckpoint, restoreCheckpoint } from "./checkpoint.js";
export { EagerExecutor } from "./eager-executor.js";
export { type EvaluateOptions, type Evaluation, evaluate } from "./evaluate.js";
export { FallbackExecutor, type FallbackExecutorOptions } from "./fallback-executor.js";
export { type PhaseLosses, type StepReport, type TrainOptions, train } from "./train.js";
export { type StepTerms, Trainer, type TrainerState } from "./trainer.js";
export type { TrainerOptions } from "./trainer-options.js";
