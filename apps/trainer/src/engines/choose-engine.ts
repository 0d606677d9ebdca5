import { chooseBackend } from "@genlab/backends";
import { GenlabError } from "@genlab/core";
import { enableProdMode } from "@tensorflow/tfjs-core";
import type { RunConfig } from "../config/run-config.js";
import { nodeBackends } from "./backends.js";
import { coreCount } from "./core-count.js";
import type { EngineConfig } from "./engine-config.js";
import { WITH_THREADS } from "./with-threads.js";

/**
 * Sets the engine that was asked for, or with "auto" the first that works here, where a provider stands for ONNX Runtime and a precision for TensorFlow; returns what to
 * note in the configuration.
 *
 * @throws GenlabError for bfloat16 on another engine than TensorFlow, and where the engine is not here.
 */
export async function chooseEngine(config: EngineConfig): Promise<EngineConfig> {
  const { engine, threads, precision } = config;
  if (precision === "bfloat16" && engine !== "auto" && engine !== "tensorflow") {
    throw new GenlabError(
      `precision is "bfloat16", which is of the engine tensorflow; the engine is ${engine}. Give --engine tensorflow, or --precision float32.`,
    );
  }
  enableProdMode(); // tfjs prints advertisements otherwise
  const wanted = engine !== "auto" ? engine : impliedBy(config);
  const { backend, skipped } = await chooseBackend(nodeBackends, wanted === "auto" ? {} : { wanted });
  const passedOver = skipped.find((one) => one.backend === "onnx");
  if (passedOver) process.stderr.write(`engine onnx, the fastest on a processor, passed over: ${passedOver.reason}\n`);
  const name = backend as RunConfig["engine"]; // the loaders bear the names of the engines
  return WITH_THREADS.includes(name) ? { engine: name, threads: threads ?? coreCount() } : { engine: name };
}

function impliedBy({ precision, provider }: EngineConfig): EngineConfig["engine"] {
  if (precision === "bfloat16") return "tensorflow";
  return provider === undefined ? "auto" : "onnx";
}

/** Sets the engine of a run that was saved. */
export async function chooseSavedEngine(config: EngineConfig): Promise<EngineConfig> {
  return chooseEngine(config).catch((cause: Error) => {
    const other = config.engine === "wasm" || config.engine === "compiled" ? "cpu" : "compiled";
    throw new GenlabError(`${cause.message} The run can go on with another engine: --engine ${other}.`, { cause });
  });
}

/** Sets what a saved model computes with: what trained it, or WebAssembly in place of a library that others may not have. */
export async function chooseDrawingEngine(config: EngineConfig): Promise<EngineConfig> {
  const { precision: _, ...drawing } = config; // of training: what is drawn is in float32
  if (!WITH_THREADS.includes(config.engine)) return chooseSavedEngine(drawing);
  return chooseEngine(drawing).catch((cause: Error) => {
    process.stderr.write(`engine ${config.engine} passed over: ${cause.message}\n`);
    return chooseEngine({ engine: "compiled" });
  });
}
