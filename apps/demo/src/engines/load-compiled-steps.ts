import type { Executor } from "@genlab/core";
import { EagerExecutor, FallbackExecutor } from "@genlab/trainers";

/** An executor that writes steps as WebAssembly, or an eager one where that cannot be. What it is made of is fetched when it is asked for. */
export const loadCompiledSteps = (): Promise<Executor> =>
  compiledSteps().catch((error: Error) => {
    complain(error);
    return new EagerExecutor();
  });

async function compiledSteps(): Promise<Executor> {
  const [{ CompilationError, UnknownKernelError }, { createWasmExecutor }] = await Promise.all([
    import("@genlab/graph"),
    import("@genlab/wasm"),
  ]);
  // as every browser rounds, so that a link gives the same losses in another
  return new FallbackExecutor(createWasmExecutor({ fused: false }), {
    isRefusal: (error) => error instanceof CompilationError || error instanceof UnknownKernelError,
    onRefusal: (error) => complain(error as Error),
  });
}

const complain = ({ message }: Error): void => console.warn(`Steps are not compiled: ${message}`);
