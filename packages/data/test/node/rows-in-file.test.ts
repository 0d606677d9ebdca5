import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { imageDataset } from "../../src/image-dataset.js";
import { rowsInFile } from "../../src/node/images/rows-in-file.js";
import { emptyFolder } from "./folder.js";

function valuesFile(): string {
  const path = join(emptyFolder(), "values");
  writeFileSync(path, Uint8Array.of(1, 2, 3));
  return path;
}

/** The descriptor that the next file gets, which is the lowest that is free. */
function nextDescriptor(path: string): number {
  const file = openSync(path, "r");
  closeSync(file);
  return file;
}

describe("rows in a file", () => {
  it("are read with those beside them, and close it when all are in memory", () => {
    const size = 30_000; // two are read at once, and the last alone
    const path = join(emptyFolder(), "values");
    writeFileSync(
      path,
      Uint8Array.from({ length: 5 * size }, (_, i) => 1 + Math.floor(i / size)),
    );
    const before = nextDescriptor(path);
    const memory = new Uint8Array(5 * size);
    const rows = rowsInFile(path, size, memory);
    const into = new Uint8Array(5 * size);
    for (const index of [3, 4]) rows.copy(index, into, index * size);
    expect([0, 1, 2, 3, 4].map((row) => memory[row * size])).toEqual([0, 0, 3, 4, 5]);
    expect(nextDescriptor(path)).not.toBe(before);
    for (const index of [0, 1, 2]) rows.copy(index, into, index * size);
    expect(nextDescriptor(path)).toBe(before);
    rows.copy(2, into, 0);
    rows.close!();
    expect([0, 1, 2, 3, 4].map((row) => into[row * size])).toEqual([3, 2, 3, 4, 5]);
    expect(into.at(-1)).toBe(5);
  });

  it("close it when they are closed, once", () => {
    const path = valuesFile();
    const before = nextDescriptor(path);
    const rows = rowsInFile(path, 1);
    rows.close!();
    const other = openSync(path, "r");
    rows.close!();
    expect([other, nextDescriptor(path) === other]).toEqual([before, false]);
    closeSync(other);
  });

  it("that are announced and are not there are told of by the batch", async () => {
    const path = valuesFile();
    const rows = rowsInFile(path, 1);
    const data = imageDataset({ rows, indices: [0, 1, 2], shape: [1, 1, 1] });
    const rejections: unknown[] = [];
    const note = (error: unknown) => void rejections.push(error);
    process.on("unhandledRejection", note);
    data.ahead!([99]);
    await new Promise(setImmediate);
    process.off("unhandledRejection", note);
    rows.close!();
    expect(rejections).toEqual([]);
    expect(() => data.batch([99])).toThrow(/99/);
  });
});
