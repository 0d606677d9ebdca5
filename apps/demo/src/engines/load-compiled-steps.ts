import type { Executor } from "@genlab/core";
import { EagerExecutor, FallbackExecutor } from "@genlab/trainers";
import { FasterExecutor } from "./faster-executor.js";

/** What steps are compiled for. */
type Target = "compiled" | "webgpu" | "faster";

export const isTarget = (name: string | null): name is Target => name !== null && name in loaders;

/**
 * An executor that compiles steps, or an eager one where that cannot be. What it is made of is fetched when it is asked for; the listener hears
 * that a GPU is lost.
 */
export const loadCompiledSteps = (target: Target, onLost: () => void = () => {}): Promise<Executor> =>
  loaders[target](onLost).catch((error: Error) => {
    complain(error);
    return new EagerExecutor();
  });

const loaders: Readonly<Record<Target, (onLost: () => void) => Promise<Executor>>> = {
  compiled: loadWasm,
  webgpu: loadWebgpu,
  async faster(onLost) {
    const onGpu = loadWebgpu(onLost).catch((error: Error) => {
      complain(error);
      return undefined;
    });
    const [first, second] = await Promise.all([onGpu, loadWasm()]);
    return first ? new FasterExecutor(first, second) : second;
  },
};

async function loadWasm(): Promise<Executor> {
  const { createWasmExecutor } = await import("@genlab/wasm");
  // as every browser rounds, so that a link gives the same losses in another
  return withFallback(createWasmExecutor({ fused: false }));
}

async function loadWebgpu(onLost: () => void): Promise<Executor> {
  const { createWebgpuExecutor } = await import("@genlab/webgpu");
  return withFallback(await createWebgpuExecutor({ software: true, onLost })); // the order of engines has left it out where it should
}

async function withFallback(executor: Executor): Promise<Executor> {
  const { CompilationError, UnknownKernelError } = await import("@genlab/graph");
  return new FallbackExecutor(executor, {
    isRefusal: (error) => error instanceof CompilationError || error instanceof UnknownKernelError,
    onRefusal: (error) => complain(error as Error),
  });
}

const complain = ({ message }: Error): void => console.warn(`Steps are not compiled: ${message}`);
