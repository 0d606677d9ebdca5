export {
  createWebgpuExecutor,
  openWebgpuRuntime,
  type WebgpuExecutor,
  type WebgpuExecutorOptions,
} from "./create-webgpu-executor.js";
export { isSoftware } from "./runtime/adapter.js";
export type { Block } from "./runtime/pool.js";
export { WebgpuRuntime, type WebgpuRuntimeOptions } from "./runtime/webgpu-runtime.js";
export type { WebgpuValue } from "./runtime/webgpu-value.js";
