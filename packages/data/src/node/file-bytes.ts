import { type FileHandle, open, stat } from "node:fs/promises";
import { GenlabError } from "@genlab/base";
import { roomFor } from "../bytes-of.js";
import { reasonOf } from "./mirror-failure.js";

/** Node reads less than 2 GiB at a time. */
const PART = 2 ** 29;

/**
 * The bytes of a file, also of one of more than the 2 GiB that `readFile` takes.
 *
 * @throws GenlabError when it cannot be read, is no file, has no room in memory, or changes while it is read.
 */
export async function fileBytes(path: string): Promise<Uint8Array> {
  const file = await openFile(path).catch((cause: unknown) => {
    if (cause instanceof GenlabError) throw cause;
    throw new GenlabError(`The file ${path} could not be read: ${reasonOf(cause)}.`, { cause });
  });
  try {
    const { size } = await file.stat();
    const bytes = roomFor(size, path);
    for (let filled = 0; filled < size; ) {
      const { bytesRead } = await file.read(bytes, filled, Math.min(PART, size - filled), filled);
      if (bytesRead === 0) throw new GenlabError(`The file ${path} became shorter while it was read. Try again.`);
      filled += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}

/** A pipe has no end to wait for, and to open one waits. */
async function openFile(path: string): Promise<FileHandle> {
  if ((await stat(path)).isFile()) return open(path);
  throw new GenlabError(`${path} is no file. Give the path of one.`);
}
