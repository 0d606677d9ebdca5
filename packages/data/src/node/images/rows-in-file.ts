import { openSync, read as readLater, readSync } from "node:fs";
import { GenlabError } from "@genlab/base";
import { type ImageRows, rowsInMemory } from "../../image-rows.js";

/**
 * Rows of a size that lie in a file, which stays open: each is read when it is first asked for, so that nothing is waited for before.
 *
 * @param memory where they stay, as many bytes as the file has. Default: they are read each time, by another thread where they are known to come next.
 */
export function rowsInFile(path: string, size: number, memory?: Uint8Array): ImageRows {
  const file = openSync(path, "r");
  const isThere = new Uint8Array(memory ? memory.length / size : 0);
  const read = (index: number, into: Uint8Array, offset: number) => {
    if (readAt(path, () => readSync(file, into, offset, size, index * size)) === size) return;
    throw new GenlabError(`${path} was cut short while it was read. Start again: it is written anew.`);
  };
  if (!memory) {
    const next = new Map<number, Uint8Array>(); // of those that are announced what has come
    const readAhead = (index: number) =>
      new Promise<void>((done) => {
        const row = new Uint8Array(size);
        readLater(file, row, 0, size, index * size, (_, count) => {
          if (count === size) next.set(index, row);
          done();
        });
      });
    return {
      async ahead(indices) {
        next.clear();
        await Promise.all(indices.map(readAhead));
      },
      copy(index, into, offset) {
        const row = next.get(index);
        if (row) into.set(row, offset);
        else read(index, into, offset);
      },
    };
  }
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
