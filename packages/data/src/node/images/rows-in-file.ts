import { openSync, read as readLater, readSync } from "node:fs";
import { GenlabError } from "@genlab/base";
import { type ImageRows, rowsInMemory } from "../../image-rows.js";

/**
 * Rows of a size that lie in a file, which stays open: each is read when it is first asked for, so that nothing is waited for before, or
 * by another thread as soon as it is known to come next.
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
  if (!memory) {
    // the system keeps what it has read: what is asked for then takes no disk
    const aside = new Uint8Array(size);
    const ahead = (index: number) => readLater(file, aside, 0, size, index * size, () => {});
    return { copy: read, ahead: (indices) => indices.forEach(ahead) };
  }
  const { copy } = rowsInMemory(memory, size);
  const ahead = (index: number) =>
    readLater(file, memory, index * size, size, index * size, (_, count) => {
      if (count === size) isThere[index] = 1;
    });
  return {
    ahead: (indices) => indices.filter((index) => !isThere[index]).forEach(ahead),
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
