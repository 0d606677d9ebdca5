import { type Executor, GenlabError } from "@genlab/core";
import { type Ranks, UnknownKernelError } from "@genlab/graph";
import { CompilationError } from "@genlab/onnx";
import { openTensorflowExecutor } from "@genlab/tensorflow/node";
import { EagerExecutor, FallbackExecutor } from "@genlab/trainers";
import { createWasmExecutor } from "@genlab/wasm";
import { getBackend } from "@tensorflow/tfjs-core";
import type { EngineConfig } from "./engine-config.js";
import { openOnnx, openOnnxOnGpu } from "./onnx-runtime.js";
import { loadTensorflow } from "./tensorflow/load-tensorflow.js";

export interface CreateExecutorOptions extends EngineConfig {
  /** How the names of files begin into which "onnx" writes what each operation takes. */
  readonly profile?: string;
  /** Others that train the same run. */
  readonly ranks?: Ranks | undefined;
}

/** What trains, evaluates and draws on the engine that was chosen, of a configuration that may hold more. Who calls disposes of it. */
export async function createExecutor(options: CreateExecutorOptions): Promise<Executor> {
  const { engine, threads, precision, provider, profile, ranks } = options;
  // which all refuse alike, or none: nobody goes on eagerly, without the others
  if (ranks) return engine === "onnx" ? openOnnx({ threads, ranks }) : createWasmExecutor({ ranks });
  if (engine === "webgpu") return withFallback(await openOnnxOnGpu().catch(eagerInstead));
  if (engine === "compiled") return withFallback(createWasmExecutor());
  if (engine === "tensorflow") {
    return withFallback(await openTensorflowExecutor({ library: await loadTensorflow(), threads, precision }));
  }
  if (engine !== "onnx") return new EagerExecutor();
  const executor = await openOnnx({ threads, provider, profile }).catch((cause: Error) => {
    throw new GenlabError(`${cause.message} "Engines" in the README of @genlab/trainer says what each needs.`, {
      cause,
    });
  });
  return withFallback(executor);
}

function withFallback(executor: Executor): Executor {
  return new FallbackExecutor(executor, {
    isRefusal: (error) => error instanceof UnknownKernelError || error instanceof CompilationError,
    onRefusal: (error) =>
      process.stderr.write(`${(error as Error).message} Training goes on eagerly on ${getBackend()}.\n`),
  });
}

/** The GPU can be had operation by operation where ONNX Runtime cannot have it. */
function eagerInstead(error: Error): Executor {
  process.stderr.write(`Steps are not compiled for webgpu: ${error.message.replace(/\.$/, "")}. Training is eager.\n`);
  return new EagerExecutor();
}
