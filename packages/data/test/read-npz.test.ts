import { openNpz, readNpz } from "@genlab/data";
import { describe, expect, it } from "vitest";
import { numpyFile } from "./fixtures/numpy.js";

const images = { data: Uint8Array.from({ length: 24 }, (_, i) => i), shape: [2, 3, 4] };
const labels = { data: Int32Array.of(1, 0), shape: [2] };
const read = async (name: string) => Object.fromEntries(await readNpz(numpyFile(name), { name: "a.npz" }));
const refusal = (work: Promise<unknown>) => work.then(() => "none", String);

describe("readNpz reads what NumPy wrote", () => {
  it.each(["stored.npz", "deflated.npz"])("in %s", async (name) => {
    expect(await read(name)).toEqual({ images, labels });
  });

  it("by position, to a pipe, beside other files, and under names that are not ASCII", async () => {
    expect(await read("positions.npz")).toEqual({ arr_0: images, arr_1: labels });
    expect(await read("piped.npz")).toEqual({ images });
    expect(await read("beside.npz")).toEqual({ labels });
    expect(await read("größe.npz")).toEqual({ größe: labels });
  });

  it("and of some arrays no more than what they are", async () => {
    const arrays = await openNpz(numpyFile("mixed.npz"), { name: "a.npz" });
    expect([...arrays].map(([key, { type, shape }]) => [key, type, shape])).toEqual([
      ["images", "uint8", [2, 3, 4]],
      ["names", "strings", [2]],
      ["zeros", "float64", [0, 2]],
    ]);
    expect(await arrays.get("images")!.read()).toEqual(images);
    expect(await refusal(arrays.get("names")!.read())).toMatchInlineSnapshot(
      `"GenlabError: a.npz, "names" holds strings, not plain numbers. Save their codes: numpy.unique(array, return_inverse=True)[1]."`,
    );
    expect(await refusal(read("mixed.npz"))).toContain('a.npz, "names" holds strings');
  });

  it("in a zip archive of 64 bits, as files of 4 GiB have it", async () => {
    expect(Object.fromEntries(await readNpz(wideZip("x.npy", numpyFile("<i4"))))).toEqual({
      x: { data: Int32Array.of(0, 1, 2, 3, 100, 127), shape: [2, 3] },
    });
  });
});

describe("readNpz refuses", () => {
  it("what is no archive, or has no array in it, or one twice", async () => {
    expect(await refusal(readNpz(numpyFile("<i4"), { name: "a.npz" }))).toMatchInlineSnapshot(
      `"GenlabError: a.npz is no whole zip archive: it has no directory at its end. Get it, or write it, anew."`,
    );
    expect(await refusal(read("no-arrays.npz"))).toMatchInlineSnapshot(
      `"GenlabError: a.npz is a zip archive without an array: no file in it ends in .npy."`,
    );
    expect(await refusal(read("twice.npz"))).toMatchInlineSnapshot(
      `"GenlabError: a.npz holds the array "labels" twice. Write it again."`,
    );
    expect(await refusal(readNpz(numpyFile("stored.npz"), { keys: [] } as never))).toContain('no option "keys"');
  });

  it("other ways to pack", async () => {
    expect(await refusal(read("bzip2.npz"))).toMatchInlineSnapshot(
      `"GenlabError: a.npz, "labels.npy" is packed by method 12. Known are 0 (stored) and 8 (deflate)."`,
    );
    const encrypted = numpyFile("stored.npz");
    for (const at of placesOf(encrypted, [0x50, 0x4b, 1, 2])) encrypted[at + 8]! |= 1;
    expect(await refusal(readNpz(encrypted, { name: "a.npz" }))).toMatchInlineSnapshot(
      `"GenlabError: a.npz, "images.npy" is encrypted. Write the archive without a password."`,
    );
  });

  it.each(["stored.npz", "deflated.npz"])("%s when it is cut anywhere, or a value is another", async (name) => {
    const file = numpyFile(name);
    for (let length = 0; length < file.length; length += 7) {
      expect(await refusal(readNpz(file.subarray(0, length)))).toMatch(/^GenlabError: /);
    }
    const damaged = file.slice();
    damaged[damaged.length >> 2]! ^= 255;
    expect(await refusal(readNpz(damaged))).toMatch(/^GenlabError: .*damaged/);
  });

  it("sizes that lie, at once", async () => {
    const file = numpyFile("deflated.npz");
    for (const at of placesOf(file, [0x50, 0x4b, 1, 2])) new DataView(file.buffer).setUint32(at + 24, 0xfffffff0, true);
    const before = process.memoryUsage().arrayBuffers;
    expect(await refusal(readNpz(file, { name: "a.npz" }))).toMatchInlineSnapshot(
      `"GenlabError: a.npz, "images.npy" is damaged: what is packed is not what the archive lists. Get it, or write it, anew."`,
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e7);
  });

  it("two files in the same bytes", async () => {
    const file = numpyFile("stored.npz");
    const [first, second] = placesOf(file, [0x50, 0x4b, 1, 2]);
    file.copyWithin(second! + 42, first! + 42, first! + 46);
    expect(await refusal(readNpz(file, { name: "a.npz" }))).toMatchInlineSnapshot(
      `"GenlabError: a.npz is no whole zip archive: its file "labels.npy" overlaps another. Get it, or write it, anew."`,
    );
  });
});

const placesOf = (bytes: Uint8Array, sign: readonly number[]) =>
  [...bytes.keys()].filter((at) => sign.every((byte, i) => bytes[at + i] === byte));

/** A zip archive of one stored file, whose sizes stand in fields of 64 bits, by the specification. */
function wideZip(name: string, content: Uint8Array): Uint8Array {
  const checksum = Number(crcOf(content));
  const u16 = (value: number) => [value & 255, value >> 8];
  const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];
  const u64 = (value: number) => [...u32(value), ...u32(0)];
  const wide = [...u32(0xffffffff), ...u32(0xffffffff)];
  const local = [
    ...[...u32(0x04034b50), ...u16(45), ...u16(0), ...u16(0), ...u32(0), ...u32(checksum), ...wide],
    ...[...u16(name.length), ...u16(20), ...Buffer.from(name)],
    ...[...u16(1), ...u16(16), ...u64(content.length), ...u64(content.length), ...content],
  ];
  const central = [
    ...[...u32(0x02014b50), ...u16(45), ...u16(45), ...u16(0), ...u16(0), ...u32(0), ...u32(checksum), ...wide],
    ...[...u16(name.length), ...u16(28), ...u16(0), ...u16(0), ...u16(0), ...u32(0), ...u32(0xffffffff)],
    ...[...Buffer.from(name), ...u16(1), ...u16(24), ...u64(content.length), ...u64(content.length), ...u64(0)],
  ];
  const record = local.length + central.length;
  return Uint8Array.from([
    ...[...local, ...central],
    ...[...u32(0x06064b50), ...u64(44), ...u16(45), ...u16(45), ...u32(0), ...u32(0), ...u64(1), ...u64(1)],
    ...[...u64(central.length), ...u64(local.length)],
    ...[...u32(0x07064b50), ...u32(0), ...u64(record), ...u32(1)],
    ...[...u32(0x06054b50), ...u16(0), ...u16(0), ...u16(0xffff), ...u16(0xffff), ...u32(0xffffffff)],
    ...[...u32(0xffffffff), ...u16(0)],
  ]);
}

/** Bit by bit, as https://www.rfc-editor.org/rfc/rfc1952 defines it. */
function crcOf(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return (rest ^ 0xffffffff) >>> 0;
}
