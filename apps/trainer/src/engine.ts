import { chooseBackend } from "@genlab/backends";
import { enableProdMode } from "@tensorflow/tfjs-core";
import { nodeBackends } from "./backends.js";
import type { RunConfig } from "./config/run-config.js";

type Engine = RunConfig["engine"];

/** Sets the engine that was asked for, or with "auto" the first that works here, and returns its name. */
export async function chooseEngine(engine: Engine): Promise<Engine> {
  enableProdMode(); // tfjs prints advertisements otherwise
  const { backend } = await chooseBackend(nodeBackends, engine === "auto" ? {} : { wanted: engine });
  return backend as Engine; // the loaders bear the names of the engines
}
