import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm, statfs } from "node:fs/promises";
import { dirname } from "node:path";

/** A file that is written in pieces, and is there when it is whole. */
export interface ValueFile {
  put(values: Uint8Array, offset: number): Promise<void>;
  /** Puts it in its place. */
  finish(): Promise<void>;
  /** Removes what was not finished. */
  discard(): Promise<void>;
}

/** @throws Error when there is no room for so many bytes, or the folder cannot be written. */
export async function createValueFile(path: string, size: number): Promise<ValueFile> {
  await mkdir(dirname(path), { recursive: true });
  const { bavail, bsize } = await statfs(dirname(path));
  if (bavail * bsize < size)
    throw new Error(`the disk has ${inMegabytes(bavail * bsize)} left of ${inMegabytes(size)}`);
  const beside = besideOf(path);
  const file = await open(beside, "w");
  let isOpen = true;
  const close = async () => {
    if (isOpen) await file.close();
    isOpen = false;
  };
  return {
    async put(values, offset) {
      let written = 0;
      while (written < values.length) {
        written += (await file.write(values, written, values.length - written, offset + written)).bytesWritten;
      }
    },
    async finish() {
      await file.truncate(size); // the last may be one that could not be read
      await file.sync();
      await close();
      await rename(beside, path);
    },
    async discard() {
      await close();
      await rm(beside, { force: true });
    },
  };
}

/** Where a file is written until it is whole: others may write the same at once, in this process too. */
export const besideOf = (path: string): string => `${path}.${randomUUID()}.${process.pid}.part`;

/** `246 MB` */
export const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6).toLocaleString("en")} MB`;
