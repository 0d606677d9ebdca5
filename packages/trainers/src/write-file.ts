import { copyFile, link, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { GenlabError } from "@genlab/core";

export interface WriteFileOptions {
  /** Where what was there is kept. Default: nowhere. */
  readonly former?: string;
}

/**
 * Writes a file whole or not at all: beside its place, flushed to the disk, then renamed.
 *
 * @throws GenlabError when the disk refuses; what was there is untouched.
 */
export async function writeFileAtomically(
  path: string,
  content: Uint8Array | string,
  { former }: WriteFileOptions = {},
): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  try {
    const file = await open(beside, "w");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    if (former !== undefined) await keep(path, former);
    await rename(beside, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await rm(beside, { force: true });
    throw new GenlabError(`${path} could not be written (${reasonOf(cause)}). What was there is untouched.`, { cause });
  }
}

/** Appends whole lines or records, or nothing. */
export async function appendWhole(path: string, content: Uint8Array | string): Promise<void> {
  try {
    const file = await open(path, "a");
    try {
      const { size } = await file.stat();
      await file.appendFile(content).catch(async (error) => {
        await file.truncate(size); // a full disk takes a part
        throw error;
      });
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new GenlabError(`${path} could not be written (${reasonOf(cause)}).`, { cause });
  }
}

/** Flushes a file to the disk, if there is one. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r+").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new GenlabError(`${path} could not be written (${reasonOf(error)}).`, { cause: error });
  });
  try {
    await file?.sync();
  } finally {
    await file?.close();
  }
}

/** Gives what a path names a second name, so that there is never none under the first. */
async function keep(path: string, former: string): Promise<void> {
  const beside = `${former}.${process.pid}.part`;
  await rm(beside, { force: true });
  try {
    await link(path, beside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return; // there is none yet
    await copyFile(path, beside); // a file system without links
  }
  await rename(beside, former);
  await rm(beside, { force: true }); // where both were names of one file already, nothing was renamed
}

/** Whether an error, or its cause, says that the disk is full. */
export function isDiskFull(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT" || (cause !== undefined && isDiskFull(cause));
}

/** Why the file system refused. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ""] ?? message;
}

/** What the file system's codes mean, and what to do. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full: free some space",
  EDQUOT: "the disk quota is used up: free some space",
  EACCES: "no permission: choose another folder",
  EPERM: "no permission: choose another folder",
  EROFS: "the file system is read-only: choose another folder",
  ENOENT: "the folder does not exist",
  ENOTDIR: "a part of the path is a file",
  EISDIR: "it is a folder",
};

/** Makes the rename itself durable. Windows cannot open a folder, and needs no such step. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
