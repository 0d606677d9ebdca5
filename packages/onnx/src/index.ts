export { encodeModel } from "./encode-model.js";
export { type Exported, type ExportInput, type ExportOptions, exportOnnx } from "./export-onnx.js";
export { type Batched, lower } from "./lower.js";
export type { ElementType, OnnxAttributes, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "./model.js";
export { createOnnxExecutor, type OnnxExecutor, type OnnxExecutorOptions } from "./onnx-executor.js";
export type { Ort, OrtData, OrtSession, OrtTensor, OrtType } from "./ort.js";
export { channelsFirst } from "./passes/channels-first.js";
export { fuseBias } from "./passes/fuse-bias.js";
export { prepare } from "./prepare.js";
