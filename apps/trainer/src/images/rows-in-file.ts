import { openSync, readSync } from "node:fs";
import { GenlabError } from "@genlab/core";
import { type ImageRows, rowsInMemory } from "@genlab/data";

/**
 * Rows of a size that lie in a file, which stays open: each is read when it is first asked for, so that nothing is waited for before.
 *
 * @param memory where they stay, as many bytes as the file has. Default: they are read each time.
 */
export function rowsInFile(path: string, size: number, memory?: Uint8Array): ImageRows {
  const file = openSync(path, "r");
  const isThere = new Uint8Array(memory ? memory.length / size : 0);
  const read = (index: number, into: Uint8Array, offset: number) => {
    if (readAt(path, () => readSync(file, into, offset, size, index * size)) === size) return;
    throw new GenlabError(`${path} was cut short while it was read. Start again: it is written anew.`);
  };
  if (!memory) return { copy: read };
  const { copy } = rowsInMemory(memory, size);
  return {
    copy(index, into, offset) {
      if (!isThere[index]) read(index, memory, index * size);
      isThere[index] = 1;
      copy(index, into, offset);
    },
  };
}

function readAt(path: string, read: () => number): number {
  try {
    return read();
  } catch (error) {
    const cause = error as NodeJS.ErrnoException;
    throw new GenlabError(
      `${path} could not be read (${cause.code}). Start again; if it happens again, remove the file: it is written anew.`,
      { cause },
    );
  }
}
