import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { GenlabError } from "@genlab/core";

/**
 * Writes a file whole or not at all: beside its place, flushed to the disk, then renamed.
 *
 * @throws GenlabError when the disk refuses; what was there is untouched.
 */
export async function writeFileAtomically(path: string, content: Uint8Array | string): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  try {
    const file = await open(beside, "w");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await rm(beside, { force: true });
    throw new GenlabError(`${path} could not be written (${reasonOf(cause)}). What was there is untouched.`, { cause });
  }
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
