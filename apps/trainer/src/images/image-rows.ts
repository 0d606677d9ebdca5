import { openSync, readSync } from "node:fs";
import { GenlabError } from "@genlab/core";

/** The values of images, one after another. */
export interface ImageRows {
  /** Copies those of an image to an offset. */
  copy(index: number, into: Uint8Array, offset: number): void;
}

/** Rows of a size that lie in memory. */
export function rowsInMemory(values: Uint8Array, size: number): ImageRows {
  return {
    copy: (index, into, offset) => into.set(values.subarray(index * size, (index + 1) * size), offset),
  };
}

/** Rows of a size that lie in a file, which stays open: each is read when it is asked for. */
export function rowsInFile(path: string, size: number): ImageRows {
  const file = openSync(path, "r");
  return {
    copy(index, into, offset) {
      const read = readSync(file, into, offset, size, index * size);
      if (read === size) return;
      throw new GenlabError(`${path} was cut short while it was read. Start again: it is written anew.`);
    },
  };
}
