import { GenlabError } from "@genlab/core";
import type { RunConfig } from "../config/run-config.js";
import { coreCount } from "../engines/core-count.js";
import { WITH_THREADS } from "../engines/with-threads.js";
import { launcherProcessors } from "./launcher-processors.js";
import type { Rank } from "./rank.js";

/** Engines whose steps can be parted at their gradients, which lie where MPI reads them. */
const ENGINES: readonly string[] = ["onnx", "compiled"];

/** An engine on which several processes train together, with a share of this machine's cores for each. */
export function togetherOn(config: RunConfig, { here }: Pick<Rank, "here">): RunConfig {
  const engine = config.engine === "auto" ? "onnx" : config.engine;
  const threads = config.threads ?? (WITH_THREADS.includes(engine) ? coresEach(here) : undefined);
  return { ...config, engine, ...(threads !== undefined && { threads }) };
}

/**
 * Of a run that goes on: threads that it had, as last bits depend on their number, but no more than a process's share; those that are asked for
 * now as they are.
 */
export function togetherAgain(config: RunConfig, { here }: Pick<Rank, "here">, asked: number | undefined): RunConfig {
  if (asked !== undefined || config.threads === undefined) return togetherOn(config, { here });
  return { ...config, threads: Math.min(config.threads, coresEach(here)) };
}

/** A process that its launcher has bound may use no more than it is bound to, and others may be bound to the same. */
function coresEach(here: number): number {
  const [cores, all] = [coreCount(), launcherProcessors()];
  return Math.max(1, all === undefined ? Math.floor(cores / here) : Math.min(cores, Math.floor(all / here)));
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
