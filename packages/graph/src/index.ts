export { Assumptions } from "./assumptions.js";
export { dump } from "./dump.js";
export { isElementwise } from "./elementwise-names.js";
export { evaluate } from "./evaluate.js";
export { CompilationError } from "./executor/compilation-error.js";
export { CompiledExecutor, type CompiledExecutorOptions } from "./executor/compiled-executor.js";
export type { Ranks } from "./executor/ranks.js";
export type { Executable, Runtime } from "./executor/runtime.js";
export { type Axes, broadcastStrides, collapse } from "./lowering/axes.js";
export { type Chain, chainsIn, isInline } from "./lowering/chain.js";
export { type Group, partition } from "./lowering/partition.js";
export { rootOf } from "./lowering/root-of.js";
export { runsOf } from "./lowering/runs-of.js";
export { constant, constantValues, input, make, scalarOf, splat, valuesOf, withInputs } from "./make.js";
export {
  type ArithmeticName,
  type Attributes,
  type ComparisonName,
  type Convolution,
  type DType,
  type Graph,
  type GroupedConvolution,
  type Node,
  type NodeOf,
  type OnnxOperations,
  type OperationName,
  type Output,
  type Reduction,
  type ReductionName,
  UNARY,
  type UnaryName,
  type Values,
  type Window,
} from "./node.js";
export { broadcasts } from "./passes/broadcasts.js";
export { commonSubexpressions } from "./passes/common-subexpressions.js";
export { constantFolding } from "./passes/constant-folding.js";
export { cut, type Halves } from "./passes/cut.js";
export { deadCode } from "./passes/dead-code.js";
export { decompose } from "./passes/decompose.js";
export { freeze } from "./passes/freeze.js";
export { identities } from "./passes/identities.js";
export { optimize, type Pass } from "./passes/optimize.js";
export { reshapes } from "./passes/reshapes.js";
export { transposes } from "./passes/transposes.js";
export { countUses, graphOf, rewrite } from "./rewrite.js";
export { equalShapes, inverse, range, sizeOf, stridesOf } from "./shapes.js";
export { type Trace, trace } from "./trace.js";
export type { TensorType, TraceOptions } from "./trace-options.js";
export { type Draw, type Draws, fillDraws, type Stream } from "./trace-rng.js";
export { UnknownKernelError } from "./unknown-kernel-error.js";
