import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encode } from "fast-png";
import { describe, expect, it } from "vitest";
import { rowsInFile } from "../../../packages/data/src/node/images/rows-in-file.js";
import { createValueFile } from "../../../packages/data/src/node/images/value-file.js";
import { composeConfig } from "../src/config/compose-config.js";
import type { ImagesConfig } from "../src/images/held-out.js";
import { type PrepareOptions, prepareImages } from "../src/images/prepare-images.js";
import { workFolder } from "./genlab.js";

const folder = workFolder();
const at = (...path: string[]) => join(folder.path, ...path);

const put = (name: string, level: number) =>
  writeFile(at(name), encode({ width: 2, height: 2, channels: 1, data: new Uint8Array(4).fill(level) }));

const prepared = (set: string, options: PrepareOptions, size: number | undefined = 2) => {
  const data: ImagesConfig = { type: "images", folder: at(set), ...(size && { size }) };
  return prepareImages(composeConfig({ model: "vae", options: { data } }).config, data, {
    cacheFolder: at("cache"),
    ...options,
  });
};

/** All values of a part, in [0, 255]. */
function levels({ data }: Awaited<ReturnType<typeof prepared>>): readonly number[] {
  const indices = Array.from({ length: data.train.length }, (_, i) => data.train.length - 1 - i);
  return [...data.train.batch(indices).x!.data].map((value) => Math.round(value * 255));
}

const cached = async () =>
  (await readdir(at("cache"), { recursive: true })).filter((name) => name.includes(".")).sort();

describe("images that are more than may lie in memory", () => {
  const small: PrepareOptions = { mostInMemory: 10 };

  it("lie in a file, with the same values, and are read from it at the next start", async () => {
    await mkdir(at("set"));
    for (let i = 0; i < 12; i++) await put(`set/${i}.png`, 20 * i);
    const inMemory = await prepared("set", {});
    await expect(readdir(at("cache"))).rejects.toThrow("ENOENT"); // few images leave nothing
    const inFile = await prepared("set", small);
    expect(levels(inFile)).toEqual(levels(inMemory));
    expect([inFile.record, inFile.config, inFile.data.note]).toEqual([
      inMemory.record,
      inMemory.config,
      inMemory.data.note,
    ]);
    const [note, values, ...others] = await cached();
    expect([note, values, others]).toEqual([
      expect.stringMatching(/-2x2x1-crop\.json$/),
      expect.stringMatching(/-2x2x1-crop\.values$/),
      [],
    ]);
    await writeFile(at("cache", values!), new Uint8Array(48).fill(7)); // which shows that it is what is read
    const again = await prepared("set", small);
    expect(new Set(levels(again))).toEqual(new Set([7]));
    expect(again.record).toEqual(inFile.record);
  });

  it("are read anew when one has changed, and what was of the former is removed", async () => {
    await put("set/3.png", 61);
    await utimes(at("set", "3.png"), 1e9, 1e9);
    const before = await cached();
    const changed = await prepared("set", small);
    expect(levels(changed)).toContain(61);
    expect(new Set(levels(changed)).has(7)).toBe(false);
    const after = await cached();
    expect([after.length, before.filter((name) => after.includes(name))]).toEqual([2, []]);
    await prepared("set", small, 4);
    expect(await cached()).toHaveLength(4); // two sizes of the same images
  });

  it("and cannot be stored are refused, with nothing left behind", async () => {
    await writeFile(at("file"), "");
    await expect(prepared("set", { ...small, cacheFolder: at("file") })).rejects.toThrow(
      /^The values of the images are too many for memory, and cannot be stored in \S*: .*XDG_CACHE_HOME, or use a smaller size\.$/,
    );
    await expect(createValueFile(at("huge", "values"), 1e18)).rejects.toThrow(
      /^the disk has [\d,]+ MB left of 1,000,000,000,000 MB$/,
    );
    const broken = await createValueFile(at("huge", "values"), 10);
    await broken.put(new Uint8Array(4), 2);
    await broken.discard();
    expect(await readdir(at("huge"))).toEqual([]);
  });
});

it("rows that come next are read before they are asked for", async () => {
  await writeFile(at("rows"), Uint8Array.of(1, 1, 2, 2, 3, 3));
  const rows = rowsInFile(at("rows"), 2);
  await rows.ahead?.([2, 0]);
  await writeFile(at("rows"), new Uint8Array(6).fill(9)); // which shows what was read
  const into = new Uint8Array(6);
  for (const index of [0, 1, 2]) rows.copy(index, into, 2 * index);
  expect([...into]).toEqual([1, 1, 9, 9, 3, 3]);
});

it("a file of values that cannot be read is named, with what to do", () => {
  expect(() => rowsInFile(folder.path, 4).copy(0, new Uint8Array(4), 0)).toThrow(
    `${folder.path} could not be read (EISDIR). Start again; if it happens again, remove the file: it is written anew.`,
  );
});
