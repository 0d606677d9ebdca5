import { GenlabError, refuseUnknown } from "@genlab/core";
import { CompiledExecutor } from "@genlab/graph";
import { describe, isSoftware } from "./runtime/adapter.js";
import { WebgpuRuntime } from "./runtime/webgpu-runtime.js";
import type { WebgpuValue } from "./runtime/webgpu-value.js";

/** Runs programs as WebGPU shaders. */
export type WebgpuExecutor = CompiledExecutor<WebgpuValue>;

export interface WebgpuExecutorOptions {
  /** Where there is no `navigator.gpu`: in Node that of the package `webgpu`. */
  readonly gpu?: GPU;
  /** Whether an adapter will do that computes on the processor, which is slower than WebAssembly. Default false. */
  readonly software?: boolean;
  /** Hears that the GPU is lost: go on from the last checkpoint with another executor. */
  readonly onLost?: () => void;
}

/**
 * Makes an executor that writes WebGPU shaders: in a page, a worker, or over the package `webgpu` in Node.
 *
 * @throws GenlabError where there is no WebGPU, or in software alone; for options that it does not have.
 */
export async function createWebgpuExecutor(options: WebgpuExecutorOptions = {}): Promise<WebgpuExecutor> {
  return new CompiledExecutor(await openWebgpuRuntime(options));
}

/** The runtime itself, on the adapter that the browser takes for the faster one. @throws GenlabError as `createWebgpuExecutor` does. */
export async function openWebgpuRuntime(options: WebgpuExecutorOptions = {}): Promise<WebgpuRuntime> {
  const { gpu = globalThis.navigator?.gpu, software = false, onLost = () => {}, ...others } = options;
  refuseUnknown("createWebgpuExecutor", others, { gpu, software, onLost });
  const adapter = await gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new GenlabError("There is no WebGPU here. Use createWasmExecutor of @genlab/wasm.");
  if (!software && isSoftware(adapter)) {
    throw new GenlabError(
      `WebGPU is in software here (${describe(adapter)}), which is slower than WebAssembly. Use createWasmExecutor of @genlab/wasm, or set \`software\`.`,
    );
  }
  const { maxStorageBuffersPerShaderStage, maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const requiredLimits = { maxStorageBuffersPerShaderStage, maxBufferSize, maxStorageBufferBindingSize };
  return new WebgpuRuntime(await adapter.requestDevice({ requiredLimits }), { details: describe(adapter), onLost });
}
