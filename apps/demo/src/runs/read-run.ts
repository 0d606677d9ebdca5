import { decodeSafetensors } from "@genlab/safetensors";
import type { Metrics } from "@genlab/trainers/node";
import { readConfiguration } from "./configuration.js";
import { folderOf, type GivenFile, isCheckpoint, nameOf, unpacked } from "./given-file.js";
import { CHECKPOINT, METRICS, type Run } from "./run.js";
import type { RunFaults } from "./run-faults.js";

/**
 * Reads a run from the files of its folder, from a zip of the folder, or from its checkpoint alone.
 *
 * @throws Error that names the file and what to do about it
 */
export async function readRun(given: readonly GivenFile[], faults: RunFaults): Promise<Run> {
  const files = await unpacked(given, faults);
  const found = files.filter(({ path }) => isCheckpoint(path));
  const named = found.filter(({ path }) => nameOf(path) === CHECKPOINT);
  const candidates = named.length > 0 ? named : found;
  const [file] = candidates;
  if (!file) throw new Error(faults.noRun(given.map(({ path }) => path)));
  if (candidates.length > 1) throw new Error(faults.severalRuns(candidates.map(({ path }) => path)));

  const { path } = file;
  const checkpoint = await file.read();
  const { metadata } = decodeSafetensors(checkpoint, { name: path });
  const configuration = readConfiguration(parsed(metadata.configuration), path, faults);
  const step = Number(metadata.step);
  if (!Number.isSafeInteger(step) || step < 0) throw new Error(faults.step(path, `${metadata.step}`));
  const log = files.find((other) => other.path === `${folderOf(path)}${METRICS}`);
  const metrics = log ? readMetrics(new TextDecoder().decode(await log.read())) : [];
  return {
    name: runName(path),
    path,
    configuration,
    step,
    metrics: metrics.filter((line) => line.step <= step),
    checkpoint,
  };
}

/** The name of the folder; of the file, where it lies in none. */
function runName(path: string): string {
  const folder = nameOf(folderOf(path).slice(0, -1));
  return folder === "" ? path.replace(/\.safetensors$/i, "") : folder;
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "");
  } catch {
    return undefined;
  }
}

/** The lines of a log; one that a crash cut short is left out. */
function readMetrics(text: string): readonly Metrics[] {
  const lines = text.split("\n").map(parsed);
  return lines.filter((line): line is Metrics => typeof line === "object" && line !== null && "step" in line);
}
