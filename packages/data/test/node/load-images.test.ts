import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { afterAll, describe, expect, it } from "vitest";
import { decodeImages } from "../../src/node/images/decode-images.js";
import { findImages } from "../../src/node/images/find-images.js";
import { type LoadImagesOptions, loadImages } from "../../src/node/images/load-images.js";
import { isImagePlace } from "../../src/node/images/open-source.js";

const folder = mkdtempSync(join(tmpdir(), "genlab-data-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (...path: string[]) => join(folder, ...path);

/** An image of one colour. */
async function put(path: string, [r, g, b]: readonly [number, number, number], width = 4, height = 4): Promise<void> {
  await mkdir(dirname(at(path)), { recursive: true });
  await sharp({ create: { width, height, channels: 3, background: { r, g, b } } }).toFile(at(path));
}

const load = (name: string, options: Partial<LoadImagesOptions> = {}) =>
  loadImages({ folder: at(name), sharp, ...options });

describe("images of a folder", () => {
  it("are datasets of their parts, with classes", async () => {
    await put("set/train/cat/2.png", [255, 0, 0]);
    await put("set/train/dog/10.png", [0, 255, 0]);
    await put("set/val/cat/1.png", [0, 0, 255]);
    const { train, test, names, classes, skipped, remarks } = await load("set");
    expect(names).toEqual({ train: ["train/cat/2.png", "train/dog/10.png"], test: ["val/cat/1.png"] });
    expect([classes, skipped, remarks]).toEqual([["cat", "dog"], [], []]);
    expect(train.shapes).toEqual({ x: [4, 4, 3], y: [] });
    const { x, y } = train.batch([1, 0]);
    expect([[...y!.data], [...x!.data.slice(0, 3)], [...x!.data.slice(48, 51)]]).toEqual([
      [1, 0],
      [0, 1, 0],
      [1, 0, 0],
    ]);
    expect([...test!.batch([0]).x!.data.slice(0, 3)]).toEqual([0, 0, 1]);
  });

  it("are scaled and made to fit, in memory and in a file", async () => {
    await put("wide/1.png", [0, 0, 0], 8, 4);
    const padded = { size: { width: 4, height: 4 }, fit: "pad", channels: 1 } as const;
    const inMemory = await load("wide", padded);
    expect([...inMemory.train.batch([0]).x!.data]).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
    const inFile = await load("wide", { ...padded, mostInMemory: 0, cacheFolder: at("cache") });
    expect(inFile.train.batch([0])).toEqual(inMemory.train.batch([0]));
    expect(inFile.test).toBeUndefined();
  });

  it("that cannot be read are refused, or left out with their reasons", async () => {
    for (let i = 0; i < 10; i++) await put(`bad/${i}.png`, [9, 9, 9]);
    await writeFile(at("bad/no.png"), "no image");
    await expect(load("bad")).rejects.toThrow(
      /^1 of 11 images cannot be read\. Mend them, take them away, or leave them out with `skipBad`:\n {2}\S*no\.png: /,
    );
    const { train, names, skipped } = await load("bad", { skipBad: true });
    expect([train.length, names.train.includes("no.png"), skipped]).toEqual([
      10,
      false,
      [{ name: "no.png", reason: expect.stringContaining("unsupported image format") }],
    ]);
  });
});

describe("the cache", () => {
  it("is written by two at once", async () => {
    for (const [i, level] of [60, 120, 240].entries()) await put(`twice/${i}.png`, [level, level, level]);
    const once = () => load("twice", { size: 2, channels: 1, mostInMemory: 0, cacheFolder: at("shared") });
    const levels = [await Promise.all([once(), once()]), [await once()]].flat().map(({ train }) => {
      const { data } = train.batch([0, 1, 2]).x!;
      return [0, 4, 8].map((place) => Math.round(data[place]! * 255));
    });
    expect(levels).toEqual(Array(3).fill([60, 120, 240]));
    const left = await readdir(at("shared"), { recursive: true });
    expect(left.filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("notes no fault of what hears of progress, which is thrown at the end", async () => {
    await put("heard/1.png", [1, 1, 1]);
    await put("heard/2.png", [2, 2, 2]);
    const heard: number[] = [];
    const options = { size: 2, mostInMemory: 0, cacheFolder: at("heard-cache") };
    const onProgress = (done: number) => {
      heard.push(done);
      throw new Error("no screen");
    };
    await expect(load("heard", { ...options, onProgress })).rejects.toThrow("no screen");
    const { train, skipped } = await load("heard", options);
    expect([heard, train.length, skipped]).toEqual([[1], 2, []]);
  });
});

describe("a list of images", () => {
  it("names files from where it lies, and their classes", async () => {
    await put("photos/a.png", [255, 0, 0]);
    await put("photos/b.png", [0, 0, 0]);
    await writeFile(
      at("list.txt"),
      "\uFEFFphotos/b.png\tblack\r\n\r\nphotos/a.png\tred\r\nphotos/a.png\tred\r\nphotos/gone.png\tred\r\nphotos/a.heic\tred\r\n",
    );
    expect(isImagePlace(at("list.txt"))).toBe(true);
    const { train, names, classes, remarks } = await load("list.txt");
    expect([names.train, classes, [...train.batch([0, 1]).y!.data]]).toEqual([
      ["photos/a.png", "photos/b.png"],
      ["black", "red"],
      [1, 0],
    ]);
    expect(remarks).toEqual([
      "passed over: 1 .heic (save them as JPEG: `heif-convert`, or `sips -s format jpeg` on a Mac), " +
        "1 that the list names and is not there, 1 that the list names again",
    ]);
  });

  it("names what cannot be read by where it lies", async () => {
    await mkdir(at("few"));
    await writeFile(at("few/bad.png"), "no image");
    await put("few/good.png", [0, 0, 0]);
    await writeFile(at("few.txt"), `few/good.png\n${at("few/bad.png")}\n`);
    await expect(load("few.txt")).rejects.toThrow(`\n  ${at("few/bad.png")}: `);
    await writeFile(at("few.txt"), "few/good.png\nfew/bad.png\n");
    await expect(load("few.txt")).rejects.toThrow(`\n  ${at("few/bad.png")}: `);
  });

  it("passes over paths that lead nowhere, however", async () => {
    const nowhere = [`${"long".repeat(99)}.png`, "photos/a.png/b.png", "photos/\0.png"];
    await writeFile(at("nowhere.txt"), ["photos/a.png", ...nowhere].join("\n"));
    const { remarks } = await load("nowhere.txt");
    expect(remarks).toEqual(["passed over: 3 that the list names and are not there"]);
  });

  it("tells an absolute path from one that starts where it lies", async () => {
    const path = at("photos/a.png").slice(1);
    await put(path, [1, 1, 1]);
    await writeFile(at("both.txt"), `${path}\n/${path}\n`);
    const { names } = await load("both.txt");
    expect([...names.train].sort()).toEqual([`/${path}`, path]);
  });

  it("is read by what its files are: another class decodes nothing anew", async () => {
    const stamps = async (label: string) => {
      await writeFile(at("class.txt"), `photos/a.png\t${label}\nphotos/b.png\tblack\n`);
      const { train, classes } = await findImages(at("class.txt"));
      return [train.map(({ entry }) => entry.stamp), classes] as const;
    };
    const [red, dark] = [await stamps("red"), await stamps("dark")];
    expect([dark[0], dark[1]]).toEqual([red[0], ["black", "dark"]]);
  });

  it("has a class on every line, or on none", async () => {
    await writeFile(at("half.txt"), "photos/a.png\tred\n\nphotos/b.png\nphotos/c.png\n");
    await expect(load("half.txt")).rejects.toThrow(
      `Line 3 of ${at("half.txt")}, photos/b.png, has no class, and others have one. Give one on every line, behind a tab, or on none.`,
    );
  });

  it("is no other text", async () => {
    await writeFile(at("notes.txt"), "remember the milk\n");
    expect(isImagePlace(at("notes.txt"))).toBe(false);
    await expect(load("notes.txt")).rejects.toThrow(/notes\.txt is no list of images: .* first line/);
  });
});

it("options that cannot be meant are refused", async () => {
  const refused = (options: object) => expect(load("set", options)).rejects;
  await refused({ sise: 3 }).toThrow('loadImages has no option "sise". Did you mean "size"?');
  await refused({ size: 0 }).toThrow("loadImages got 0 as size. Give pixels: 64, or { width: 96, height: 64 }.");
  await refused({ channels: 4 }).toThrow("loadImages got 4 channels. Give 1 for grey, or 3 for colours.");
  await refused({ fit: "cover" }).toThrow('Expected "crop" or "pad" or "stretch".');
  await refused({ sharp: "sharp" }).toThrow('Images are read by the package sharp, and "sharp" was given.');
  await refused({ size: null }).toThrow("loadImages got null as size.");
  await refused({ cacheFolder: 3 }).toThrow("loadImages got 3 as cacheFolder. Give the path of a folder.");
  await refused({ mostInMemory: -1 }).toThrow("loadImages got -1 as mostInMemory. Give bytes, a number from 0.");
  await refused({ display: {} }).toThrow('loadImages has no option "display".');
  await refused({ onProgress: "loud" }).toThrow('`onProgress` of loadImages is "loud". Expected a function');
  await refused({ folder: 3 }).toThrow("loadImages got 3 as folder.");
});

it("options of the parts that cannot be meant are refused", async () => {
  const { source, train } = await findImages(at("set"));
  const decoding = (options: object) => expect(decodeImages(source, train, { sharp, ...options })).rejects;
  await decoding({ sise: 3 }).toThrow('decodeImages has no option "sise". Did you mean "size"?');
  await decoding({ size: { width: 3 } }).toThrow('decodeImages got {"width":3} as size.');
  await decoding({ mostInMemory: "all" }).toThrow('decodeImages got "all" as mostInMemory.');
  await decoding({ display: { begin() {} } }).toThrow("Expected what has begin() and advance() and stop()");
  const finding = (options: object) => expect(findImages(at("set"), options)).rejects;
  await finding({ kind: [".png"] }).toThrow('findImages has no option "kind". Did you mean "kinds"?');
  await finding({ kinds: "png" }).toThrow(
    'findImages got "png" as kinds. Give how names end, in small letters: [".png", ".jpg"].',
  );
  await finding({ name: 3 }).toThrow("findImages got 3 as name. Give text.");
});
