import { GenlabError } from "@genlab/core";
import type { RunConfig } from "../config/run-config.js";
import { coreCount } from "../engines/core-count.js";
import { WITH_THREADS } from "../engines/with-threads.js";
import type { Rank } from "./rank.js";

/** Engines whose steps can be parted at their gradients, which lie where MPI reads them. */
const ENGINES: readonly string[] = ["onnx", "compiled"];

/** An engine on which several processes train together, with a share of this machine's cores for each. */
export function togetherOn(config: RunConfig, { here }: Rank): RunConfig {
  const engine = config.engine === "auto" ? "onnx" : config.engine;
  const threads =
    config.threads ?? (WITH_THREADS.includes(engine) ? Math.max(1, Math.floor(coreCount() / here)) : undefined);
  return { ...config, engine, ...(threads !== undefined && { threads }) };
}

/** @throws GenlabError for what several processes cannot do together. */
export function checkTogether(config: RunConfig, { count }: Rank): void {
  const { engine, provider = "cpu", auto, plateau, batchSize, lastBatch } = config;
  const refuse = (reason: string): never => {
    throw new GenlabError(`${reason} (mpirun started ${count} processes.)`);
  };
  if (!ENGINES.includes(engine) || provider !== "cpu") {
    refuse(`Processes do not train together on the engine "${engine}", ${provider}. Give --engine onnx or compiled.`);
  }
  if (auto) refuse('"auto" changes a run while it trains, of which other processes do not hear. Leave it out.');
  if (plateau)
    refuse('"plateau" changes rates while a run trains, of which other processes do not hear. Leave it out.');
  if (batchSize % count !== 0) {
    refuse(`A batch of ${batchSize} has no ${count} equal parts. Give --batch a multiple of ${count}.`);
  }
  if (lastBatch === "keep") refuse('"lastBatch" is "keep": an incomplete batch may have no equal parts. Give "drop".');
}
