import { gzipSync } from "node:zlib";
import { GenlabError } from "@genlab/base";
import { cifarFromBinary, type NdArray, readIdx, readNpy, readNpz } from "@genlab/data";
import { describe, expect, it } from "vitest";
import { cifarFile } from "./cifar.js";
import { numpyFile } from "./fixtures/numpy.js";
import { idx } from "./idx.js";

/** Reads or is refused; what was read, for a closer look. */
async function survives<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof GenlabError) return undefined;
    throw error;
  }
}

/** The file with one byte of another value, one byte more, one less, or an end cut off, at each place. */
function* damaged(file: Uint8Array, values: readonly number[]): Generator<Uint8Array> {
  for (let at = 0; at < file.length; at++) {
    for (const value of values) yield file.map((byte, place) => (place === at ? byte ^ value : byte));
    yield Uint8Array.from([...file.subarray(0, at), ...file.subarray(at + 1)]);
    yield Uint8Array.from([...file.subarray(0, at + 1), ...file.subarray(at)]);
    yield file.subarray(0, at);
  }
}

/** The same of two places at once, drawn by a fixed rule (Numerical Recipes' generator). */
function* twiceDamaged(file: Uint8Array, count: number): Generator<Uint8Array> {
  let state = 1;
  const draw = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let i = 0; i < count; i++) {
    const bytes = file.slice();
    for (let place = 0; place < 2; place++) bytes[draw(file.length)] = draw(256);
    yield bytes;
  }
}

const SOME = Array.from({ length: 51 }, (_, i) => 5 * i + 1);

/** A number takes four bytes at most, one in the file at least. */
function checkSize({ data, shape }: NdArray, bytes: number): void {
  if (data.byteLength > 4 * bytes) throw new Error(`${data.byteLength} bytes were made of ${bytes}`);
  if (shape.reduce((size, length) => size * length, 1) !== data.length)
    throw new Error(`[${shape}] has ${data.length}`);
}

describe("a damaged file is read or refused, and takes no more room than it can hold:", () => {
  it.each(["<i2", ">f8", "order-F", "bool"])("NPY, %s", async (name) => {
    const file = numpyFile(name);
    let read = 0;
    for (const bytes of [...damaged(file, [1]), ...twiceDamaged(file, 300)]) {
      const array = await survives(() => readNpy(bytes));
      if (!array) continue;
      checkSize(array, bytes.length);
      read++;
    }
    expect(read).toBeGreaterThan(0);
  });

  it.each(["stored.npz", "deflated.npz"])("NPZ, %s, whose values are those that were written", async (name) => {
    const file = numpyFile(name);
    const written = [...(await readNpz(file)).values()].map((array) => JSON.stringify(array));
    let read = 0;
    for (const bytes of [...damaged(file, []), ...twiceDamaged(file, 100)]) {
      const arrays = await survives(() => readNpz(bytes));
      for (const array of arrays?.values() ?? []) {
        if (!written.includes(JSON.stringify(array))) throw new Error(`${name} became ${JSON.stringify(array)}`);
        read++;
      }
    }
    expect(read).toBeGreaterThan(0);
  });

  it("IDX", async () => {
    const file = idx(0x0b, [2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    let read = 0;
    for (const bytes of damaged(file, SOME)) {
      const array = await survives(() => readIdx(bytes));
      if (array) checkSize(array, bytes.length);
      if (array) read++;
    }
    expect(read).toBe(12 * SOME.length); // any value may stand in the bytes of the body
    const packed = gzipSync(file);
    for (const bytes of [...damaged(packed, [1])]) {
      const array = await survives(() => readIdx(bytes));
      if (array) expect(array).toEqual(await readIdx(file)); // its checksum says so
    }
  });

  it("CIFAR", async () => {
    const file = cifarFile([
      [0, 0],
      [1, 1],
    ]);
    let read = 0;
    for (const classes of [10, 100] as const) {
      for (const bytes of twiceDamaged(file, 300))
        if (await survives(() => cifarFromBinary(bytes, { classes }))) read++;
      for (const length of [0, 1, 3073, 3074, 6147]) {
        if (await survives(() => cifarFromBinary(file.subarray(0, length), { classes }))) read++;
      }
    }
    expect(read).toBeGreaterThan(0);
  });
});
