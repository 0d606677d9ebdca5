export { toTensors } from "@genlab/core";
export { type Checkpoint, decodeCheckpoint, encodeCheckpoint, restoreCheckpoint } from "./checkpoint.js";
export { type ComputeOptions, compute } from "./compute.js";
export { type Diagnosis, diagnose } from "./doctor/diagnose.js";
export type { Advice, Fault, Finding, LossRecord, RunFigures } from "./doctor/fault.js";
export { FaultFindingExecutor, type NotFiniteOperation } from "./doctor/fault-finding-executor.js";
export { faults } from "./doctor/faults.js";
export { EagerExecutor } from "./eager-executor.js";
export { type EvaluateOptions, type Evaluation, evaluate } from "./evaluate.js";
export { FallbackExecutor, type FallbackExecutorOptions } from "./fallback-executor.js";
export {
  type HealthRecord,
  type ParameterHealth,
  type PhaseHealth,
  type SplitLosses,
  splitHealth,
} from "./health/health-record.js";
export { type ProbeOptions, probeModel } from "./health/probe-model.js";
export { type ProbesOptions, probesOf } from "./health/probes.js";
export { NotFiniteError, type NotFinitePlace, type NotFiniteTerm, type NotFiniteValue } from "./not-finite-error.js";
export { sealCheckpoint } from "./seal-checkpoint.js";
export { type PhaseLosses, type StepReport, type TrainOptions, train } from "./train.js";
export { type StepTerms, Trainer, type TrainerState } from "./trainer.js";
export type { TrainerOptions } from "./trainer-options.js";
