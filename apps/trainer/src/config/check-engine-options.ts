import { availableParallelism } from "node:os";
import { GenlabError } from "@genlab/core";
import { WITH_THREADS } from "../engines/with-threads.js";
import type { PartialConfig } from "./run-config.js";

/** The engines that have a setting. */
const OF_ENGINES: Readonly<Record<"threads" | "precision" | "provider", readonly string[]>> = {
  threads: WITH_THREADS,
  precision: ["tensorflow"],
  provider: ["onnx"],
};

interface EngineOptions {
  readonly engine?: unknown;
  readonly threads?: unknown;
  readonly precision?: unknown;
  readonly provider?: unknown;
  readonly set?: PartialConfig;
}

/** @throws GenlabError for more threads than processors, and for an option that the engine which is named beside it does not have. */
export function checkEngineOptions(options: EngineOptions): void {
  const [asked, count] = [options.threads ?? options.set?.threads, availableParallelism()];
  if (typeof asked === "number" && asked > count) {
    throw new GenlabError(
      `${asked} threads are asked for, but this process may use ${count} ${count === 1 ? "processor" : "processors"}. Give --threads ${count}, or leave it out.`,
    );
  }
  for (const setting of ["threads", "precision", "provider"] as const) {
    const engine = `${options.engine ?? "auto"}`;
    const those = OF_ENGINES[setting];
    const value = options[setting];
    if (value === undefined || value === "float32" || engine === "auto" || those.includes(engine)) continue;
    const ofThose = `of the ${those.length === 1 ? "engine" : "engines"} ${those.join(" and ")}`;
    throw new GenlabError(`--${setting} is ${ofThose}; the engine ${engine} has none. Leave it out.`);
  }
}
