export { createWasmExecutor, type WasmExecutor, type WasmExecutorOptions } from "./create-wasm-executor.js";
export { hasFused, hasVectors } from "./runtime/features.js";
export { type Block, Heap } from "./runtime/heap.js";
export { openSharedMemory, SharedMemory, type TensorLibrary } from "./runtime/shared-memory.js";
export { WasmRuntime } from "./runtime/wasm-runtime.js";
export type { WasmValue } from "./runtime/wasm-value.js";
