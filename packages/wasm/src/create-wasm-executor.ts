import { GenlabError, refuseUnknown } from "@genlab/core";
import { CompiledExecutor, type CompiledExecutorOptions } from "@genlab/graph";
import { hasFused, hasVectors } from "./runtime/features.js";
import { WasmRuntime } from "./runtime/wasm-runtime.js";
import type { WasmValue } from "./runtime/wasm-value.js";

/** Runs programs as WebAssembly. */
export type WasmExecutor = CompiledExecutor<WasmValue>;

export interface WasmExecutorOptions extends CompiledExecutorOptions {
  /**
   * Whether a product is added without being rounded first, which takes half the time; last bits are then those of processors that can.
   * Default: where WebAssembly has it.
   */
  readonly fused?: boolean;
}

/**
 * Makes an executor that writes WebAssembly: in Node, a page or a worker, without any file to fetch.
 *
 * @throws GenlabError where WebAssembly has no vectors, or not what was asked for; for options that it does not have.
 */
export function createWasmExecutor(options: WasmExecutorOptions = {}): WasmExecutor {
  const { fused = hasFused(), ranks, ...others } = options;
  refuseUnknown("createWasmExecutor", others, { fused, ranks });
  if (!hasVectors()) throw new GenlabError("WebAssembly has no SIMD here. Use a browser of 2023 or later, or Node.");
  if (fused && !hasFused()) throw new GenlabError("WebAssembly has no relaxed SIMD here. Leave out `fused`.");
  return new CompiledExecutor(new WasmRuntime({ isFused: fused }), { ranks });
}
