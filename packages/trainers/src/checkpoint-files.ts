import { copyFile, link, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, GenlabError } from "@genlab/core";
import { SafetensorsError } from "@genlab/safetensors";
import { type Checkpoint, decodeCheckpoint } from "./checkpoint.js";
import { reasonOf } from "./write-file.js";

export const CHECKPOINT = "checkpoint.safetensors";
/** The one before. */
export const FORMER = "previous.safetensors";
/** The folder of the last few. */
export const KEPT = "checkpoints";

/**
 * Reads a checkpoint file.
 *
 * @throws GenlabError for a file that cannot be read, or is no checkpoint.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  requirePath("The checkpoint", path);
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    const what = cause.code === "ENOENT" ? "there is no such file" : cause.message;
    throw new GenlabError(`The checkpoint ${path} could not be read: ${what}.`, { cause });
  });
  return decodeCheckpoint(bytes, path);
}

export interface FoundCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Of the file that it is in, in the folder. */
  readonly name: string;
  /** What is wrong with those that should come before it. */
  readonly faults: readonly string[];
}

/**
 * The last checkpoint of a run's folder that is whole.
 *
 * @throws GenlabError where there is none, with what is wrong with each.
 */
export async function findCheckpoint(folder: string): Promise<FoundCheckpoint> {
  const faults: Error[] = [];
  for (const name of [CHECKPOINT, FORMER, ...(await keptIn(folder)).reverse()]) {
    try {
      return {
        checkpoint: await readCheckpoint(join(folder, name)),
        name,
        faults: faults.map(({ message }) => message),
      };
    } catch (error) {
      if (!(error instanceof GenlabError || error instanceof SafetensorsError)) throw error;
      const isMissing = name === FORMER && (error.cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
      if (!isMissing) faults.push(error);
    }
  }
  if (faults.length === 1) throw faults[0]!;
  throw new GenlabError(faults.map(({ message }) => message).join("\n"), { cause: faults[0] });
}

/** Gives the checkpoint of a step a name of its own, and removes what is older than the last `count`. */
export async function keepCheckpoint(folder: string, step: number, count: number): Promise<void> {
  const name = join(KEPT, `${`${step}`.padStart(7, "0")}.safetensors`);
  const [from, to] = [join(folder, CHECKPOINT), join(folder, name)];
  try {
    await mkdir(join(folder, KEPT), { recursive: true });
    await rm(to, { force: true });
    await link(from, to).catch(() => copyFile(from, to)); // not every file system has links
    const kept = await keptIn(folder);
    const index = kept.indexOf(name);
    // later ones are of a run that had come further, and went back to an earlier checkpoint
    for (const other of [...kept.slice(0, Math.max(0, index + 1 - count)), ...kept.slice(index + 1)]) {
      await rm(join(folder, other), { force: true });
    }
  } catch (cause) {
    throw new GenlabError(`${to} could not be written (${reasonOf(cause)}).`, { cause });
  }
}

/** In the order of their steps. */
async function keptIn(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, KEPT)).catch(() => []);
  const steps = names.flatMap((name) => (/^\d+\.safetensors$/.test(name) ? [name] : []));
  return steps.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).map((name) => join(KEPT, name));
}

/** @throws GenlabError for what is no path. */
export function requirePath(what: string, path: string): void {
  if (typeof path !== "string") throw new GenlabError(`${what} is ${describe(path)}. Give its path.`);
}
