import { CompiledExecutor, type CompiledExecutorOptions } from "@genlab/graph";
import type { Ort, OrtTensor } from "./ort.js";
import { type OrtOptions, openOrtRuntime } from "./runtime/open-ort-runtime.js";

/** Runs programs in ONNX Runtime. */
export type OnnxExecutor = CompiledExecutor<OrtTensor>;

export interface OnnxExecutorOptions extends OrtOptions, CompiledExecutorOptions {}

/**
 * Makes an executor over ONNX Runtime: `createOnnxExecutor(await import("onnxruntime-node"))`. The first execution provider that
 * starts here is used, and named in the executor's `name`. ONNX Runtime does on the processor what another provider has no kernel for,
 * and does not tell what that is.
 *
 * @throws GenlabError when none does, with the reason of each; for options that it does not have, and threads that cannot be.
 */
export async function createOnnxExecutor(ort: Ort, given: OnnxExecutorOptions = {}): Promise<OnnxExecutor> {
  const { ranks, ...options } = given;
  return new CompiledExecutor<OrtTensor>(await openOrtRuntime(ort, options), { ranks });
}
