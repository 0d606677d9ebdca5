import { chooseBackend } from "@genlab/backends";
import { GenlabError } from "@genlab/core";
import { enableProdMode } from "@tensorflow/tfjs-core";
import { checkEngine, withoutOwn } from "../config/check-engine-options.js";
import type { RunConfig } from "../config/run-config.js";
import { nodeBackends } from "./backends.js";
import { coreCount } from "./core-count.js";
import type { EngineConfig } from "./engine-config.js";
import { WITH_THREADS } from "./with-threads.js";

/**
 * Sets the engine that was asked for, or with "auto" the first that works here, where a provider stands for ONNX Runtime and a precision for TensorFlow; returns what to
 * note in the configuration.
 *
 * @param say hears what is faster and not here
 * @throws GenlabError for bfloat16 on another engine than TensorFlow, a provider of another than ONNX Runtime, and where the engine is not here.
 */
export async function chooseEngine(
  config: EngineConfig,
  say: (line: string) => void = (line) => void process.stderr.write(line),
): Promise<EngineConfig> {
  const wanted = wantedBy(config);
  enableProdMode(); // tfjs prints advertisements otherwise
  const { backend, skipped } = await chooseBackend(nodeBackends, wanted === "auto" ? {} : { wanted });
  const passedOver = skipped.find((one) => one.backend === "onnx");
  if (passedOver) say(`engine onnx, the fastest on a processor, passed over: ${passedOver.reason}\n`);
  const name = backend as RunConfig["engine"]; // the loaders bear the names of the engines
  return WITH_THREADS.includes(name) ? { engine: name, threads: config.threads ?? coreCount() } : { engine: name };
}

function wantedBy(config: EngineConfig): EngineConfig["engine"] {
  const { engine, precision, provider } = config;
  const implied = precision === "bfloat16" ? "tensorflow" : provider === undefined ? "auto" : "onnx";
  const wanted = engine === "auto" ? implied : engine;
  checkEngine({ ...config, engine: wanted });
  return wanted;
}

/** Sets the engine of a run that was saved. */
export async function chooseSavedEngine(config: EngineConfig): Promise<EngineConfig> {
  wantedBy(config); // which has a remedy of its own
  return chooseEngine(config).catch((cause: Error) => {
    const other = config.engine === "wasm" || config.engine === "compiled" ? "cpu" : "compiled";
    throw new GenlabError(
      `${cause.message} The run can go on with another engine: --engine ${other}${withoutOwn(config)}.`,
      { cause },
    );
  });
}

/** Sets what a saved model computes with: what trained it, or WebAssembly in place of a library that others may not have. */
export async function chooseDrawingEngine(config: EngineConfig): Promise<EngineConfig> {
  const { precision: _, provider: __, ...drawing } = config; // of training: what is drawn is in float32, on the processor
  if (!WITH_THREADS.includes(config.engine)) return chooseSavedEngine(drawing);
  return chooseEngine(drawing).catch((cause: Error) => {
    process.stderr.write(`engine ${config.engine} passed over: ${cause.message}\n`);
    return chooseEngine({ engine: "compiled" });
  });
}
