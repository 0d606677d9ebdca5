export {
  createTensorflowExecutor,
  type TensorflowExecutor,
  type TensorflowExecutorOptions,
  type TensorflowLibrary,
} from "./create-tensorflow-executor.js";
export { encodeGraphDef } from "./encode/encode-graph-def.js";
export type {
  AttributeValue,
  ElementType,
  NodeAttributes,
  NodeDef,
  TensorConstant,
} from "./encode/graph-def.js";
export type { Precision } from "./lower/emitter.js";
export { type Lowered, lower } from "./lower/lower.js";
export type { Koffi, NativeFunction, NativeLibrary } from "./native/koffi.js";
export type { TensorflowValue } from "./runtime/tensorflow-value.js";
