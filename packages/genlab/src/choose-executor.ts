import { type Executor, optionsOf, refuseUnknown } from "@genlab/core";
import { CompilationError, UnknownKernelError } from "@genlab/graph";
import { EagerExecutor, FallbackExecutor } from "@genlab/trainers";
import { createWasmExecutor, hasVectors } from "@genlab/wasm";
import { openNative } from "#native";
import { openWebgpu } from "./open-webgpu.js";

export interface ChooseExecutorOptions {
  /** Whether it may be WebGPU, whose shaders take a while to compile and whose steps are long for models of a few numbers. Default true. */
  readonly webgpu?: boolean;
}

/**
 * The fastest that there is here to train models of images on: ONNX Runtime where `onnxruntime-node` is installed, WebGPU in a page or a worker
 * that has a graphics card, and WebAssembly that is written from the step elsewhere. Models of points train faster as WebAssembly than on
 * WebGPU: `chooseExecutor({ webgpu: false })`. A step that cannot be compiled, of a layer of your own say, runs eagerly, and a line in the
 * console says so. Dispose of it at the end.
 *
 * @throws GenlabError for options that there are not.
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
export async function chooseExecutor(options: ChooseExecutorOptions = {}): Promise<Executor> {
  const { webgpu = true, ...others } = optionsOf("chooseExecutor", options);
  refuseUnknown("chooseExecutor", others, { webgpu });
  const onDevice = (await openNative()) ?? (webgpu ? await openWebgpu() : undefined);
  const compiled = onDevice ?? (hasVectors() ? createWasmExecutor() : undefined);
  if (compiled === undefined) return new EagerExecutor();
  return new FallbackExecutor(compiled, {
    isRefusal: (error) => error instanceof CompilationError || error instanceof UnknownKernelError,
    onRefusal: (error) => console.warn(`Steps are not compiled: ${(error as Error).message}`),
  });
}
