import { type Executor, GenlabError } from "@genlab/core";
import { UnknownKernelError } from "@genlab/graph";
import { CompilationError } from "@genlab/onnx";
import { EagerExecutor, FallbackExecutor } from "@genlab/trainers";
import { getBackend } from "@tensorflow/tfjs-core";
import type { EngineConfig } from "./engine-config.js";
import { openExecutor } from "./onnx-runtime.js";

/** What runs the training steps of the engine that was chosen. Who calls disposes of it. */
export async function createExecutor({ engine, ...options }: EngineConfig): Promise<Executor> {
  if (engine !== "onnx") return new EagerExecutor();
  const executor = await openExecutor(options).catch((cause: Error) => {
    throw new GenlabError(`${cause.message} "Engines" in the README of apps/trainer says what each needs.`, { cause });
  });
  return new FallbackExecutor(executor, {
    isRefusal: (error) => error instanceof UnknownKernelError || error instanceof CompilationError,
    onRefusal: (error) =>
      process.stderr.write(`${(error as Error).message} Training goes on eagerly on ${getBackend()}.\n`),
  });
}
