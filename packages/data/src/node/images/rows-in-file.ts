import { closeSync, openSync, read as readLater, readSync } from "node:fs";
import { GenlabError } from "@genlab/base";
import { type ImageRows, rowsInMemory } from "../../image-rows.js";

/** Bytes that are read at once, of rows that stay: a call for each row takes longer than the rows do. */
const TOGETHER = 64 * 1024;

/**
 * Rows of a size that lie in a file, which stays open until all are in memory, or the rows are closed or held by nothing: each is read when it, or one
 * that lies beside it, is first asked for, so that nothing is waited for before.
 *
 * @param memory where they stay, as many bytes as the file has. Default: they are read each time, by another thread where they are known to come next.
 */
export function rowsInFile(path: string, size: number, memory?: Uint8Array): ImageRows {
  const file = openFile(path);
  const read = (index: number, into: Uint8Array, offset: number, bytes = size) => {
    if (readAt(path, () => readSync(file.descriptor, into, offset, bytes, index * size)) === bytes) return;
    throw new GenlabError(`${path} was cut short while it was read. Start again: it is written anew.`);
  };
  if (!memory) {
    const next = new Map<number, Uint8Array>(); // of those that are announced what has come
    const readAhead = (index: number) =>
      new Promise<void>((done) => {
        const row = new Uint8Array(size);
        readLater(file.descriptor, row, 0, size, index * size, (_, count) => {
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
      close: file.close,
    };
  }
  const together = Math.max(1, Math.floor(TOGETHER / size));
  const isThere = new Uint8Array(Math.ceil(memory.length / size / together));
  let missing = isThere.length;
  const { copy } = rowsInMemory(memory, size);
  return {
    copy(index, into, offset) {
      const block = Math.floor(index / together);
      if (!isThere[block]) {
        const first = block * together;
        read(first, memory, first * size, Math.min(together * size, memory.length - first * size));
        isThere[block] = 1;
        if (--missing === 0) file.close();
      }
      copy(index, into, offset);
    },
    close: file.close,
  };
}

interface OpenFile {
  readonly descriptor: number;
  close(): void;
}

const forgotten = new FinalizationRegistry<number>(closeSync);

/** A file that is closed at the latest when nothing holds it any more. */
function openFile(path: string): OpenFile {
  let isOpen = true;
  const file: OpenFile = {
    descriptor: openSync(path, "r"),
    close() {
      if (!isOpen) return;
      isOpen = false;
      forgotten.unregister(file);
      closeSync(file.descriptor);
    },
  };
  forgotten.register(file, file.descriptor, file);
  return file;
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
