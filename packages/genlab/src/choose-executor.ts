import type { Executor } from "@genlab/core";
import { CompilationError, UnknownKernelError } from "@genlab/graph";
import { EagerExecutor, FallbackExecutor } from "@genlab/trainers";
import { createWasmExecutor, hasVectors } from "@genlab/wasm";
import { openNative } from "#native";

/**
 * The fastest that there is here to run training steps on: ONNX Runtime where `onnxruntime-node` is installed, and WebAssembly that is written from the
 * step elsewhere, in Node, a page or a worker. A step that neither can do, of a layer of your own say, runs eagerly, and a line in the console says
 * so. Dispose of it at the end.
 *
 * @example
 * ```ts
 * import { adam, chooseExecutor, createRng, createVae, Trainer } from "genlab";
 *
 * const rng = createRng(1);
 * const executor = await chooseExecutor();
 * const model = createVae({ shape: [2], latent: 2, hidden: [8] }, rng);
 * const trainer = new Trainer(model, { optimizer: adam({ learningRate: 1e-3 }), rng, executor });
 * await trainer.update({ x: { data: new Float32Array(32), shape: [16, 2] } });
 * await executor.dispose?.();
 * ```
 */
export async function chooseExecutor(): Promise<Executor> {
  const compiled = (await openNative()) ?? (hasVectors() ? createWasmExecutor() : undefined);
  if (compiled === undefined) return new EagerExecutor();
  return new FallbackExecutor(compiled, {
    isRefusal: (error) => error instanceof CompilationError || error instanceof UnknownKernelError,
    onRefusal: (error) => console.warn(`Steps are not compiled: ${(error as Error).message}`),
  });
}
