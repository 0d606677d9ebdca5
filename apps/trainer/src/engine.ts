import { availableParallelism } from "node:os";
import { chooseBackend } from "@genlab/backends";
import type { Executor } from "@genlab/core";
import { UnknownKernelError } from "@genlab/graph";
import { CompilationError, createOnnxExecutor } from "@genlab/onnx";
import { EagerExecutor, FallbackExecutor } from "@genlab/trainers";
import { enableProdMode } from "@tensorflow/tfjs-core";
import { nodeBackends } from "./backends.js";
import type { RunConfig } from "./config/run-config.js";
import { loadOnnxRuntime } from "./onnx-runtime.js";

type EngineConfig = Pick<RunConfig, "engine" | "threads">;

/** Sets the engine that was asked for, or with "auto" the first that works here; returns what to note in the configuration. */
export async function chooseEngine({ engine, threads }: EngineConfig): Promise<EngineConfig> {
  enableProdMode(); // tfjs prints advertisements otherwise
  const { backend, skipped } = await chooseBackend(nodeBackends, engine === "auto" ? {} : { wanted: engine });
  const passedOver = skipped.find((one) => one.backend === "onnx");
  if (passedOver) process.stderr.write(`engine onnx passed over: ${passedOver.reason}\n`);
  const name = backend as RunConfig["engine"]; // the loaders bear the names of the engines
  return name === "onnx" ? { engine: name, threads: threads ?? availableParallelism() } : { engine: name };
}

/** What runs the training steps of the engine that was chosen. */
export async function createExecutor({ engine, threads }: EngineConfig): Promise<Executor> {
  if (engine !== "onnx") return new EagerExecutor();
  const executor = await createOnnxExecutor(await loadOnnxRuntime(), threads === undefined ? {} : { threads });
  return new FallbackExecutor(executor, {
    isRefusal: (error) => error instanceof UnknownKernelError || error instanceof CompilationError,
    onRefusal: (error) => process.stderr.write(`${(error as Error).message} Training goes on without ONNX Runtime.\n`),
  });
}
