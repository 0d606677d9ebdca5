import { availableParallelism } from "node:os";
import { GenlabError } from "@genlab/core";
import type { EngineConfig } from "../engines/engine-config.js";
import { WITH_THREADS } from "../engines/with-threads.js";
import type { PartialConfig } from "./run-config.js";

interface EngineOptions {
  readonly engine?: unknown;
  readonly threads?: unknown;
  readonly set?: PartialConfig;
}

/** @throws GenlabError for more threads than processors, and for threads of an engine, named beside them, that has none. */
export function checkEngineOptions({ engine = "auto", threads, set }: EngineOptions): void {
  const [asked, count] = [threads ?? set?.threads, availableParallelism()];
  if (typeof asked === "number" && asked > count) {
    throw new GenlabError(
      `${asked} threads are asked for, but this process may use ${count} ${count === 1 ? "processor" : "processors"}. Give --threads ${count}, or leave it out.`,
    );
  }
  if (threads === undefined || engine === "auto" || WITH_THREADS.includes(`${engine}`)) return;
  throw new GenlabError(
    `--threads is of the engines ${WITH_THREADS.join(" and ")}; the engine ${engine} has none. Leave it out.`,
  );
}

/** Settings of one engine, with what they are where nobody says. */
const OF_ONE = {
  precision: { engine: "tensorflow", usual: "float32" },
  provider: { engine: "onnx", usual: "cpu" },
} as const;

/** What to give beside another `--engine`, for settings of the one that a configuration had. */
export const withoutOwn = (config: EngineConfig): string =>
  ownSettings(config)
    .map((setting) => ` --${setting} ${OF_ONE[setting].usual}`)
    .join("");

/** @throws GenlabError for a setting of another engine than the one of the configuration, whoever said which. */
export function checkEngine(config: EngineConfig): void {
  for (const setting of ownSettings(config)) {
    const { engine, usual } = OF_ONE[setting];
    if (config.engine === engine) continue;
    throw new GenlabError(
      `${setting} is "${config[setting]}", which is of the engine ${engine}; the engine is ${config.engine}. Give --engine ${engine}, or --${setting} ${usual}.`,
    );
  }
}

const ownSettings = (config: EngineConfig) =>
  (["precision", "provider"] as const).filter(
    (setting) => (config[setting] ?? OF_ONE[setting].usual) !== OF_ONE[setting].usual,
  );
