import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { encode } from "fast-png";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import type { RunConfig } from "../src/config/run-config.js";
import type { ImagesConfig } from "../src/images/held-out.js";
import { prepareImages } from "../src/images/prepare-images.js";
import { workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

const folder = workFolder();
const inFolder = (...path: string[]) => join(folder.path, ...path);

/** Writes an image of one colour, of one channel for grey, two for grey and opacity, three for colour, four for both. */
async function write(path: string, [width, height]: readonly [number, number], colour: readonly number[]) {
  const data = new Uint8Array(Array.from({ length: width * height }, () => colour).flat());
  await mkdir(dirname(inFolder(path)), { recursive: true });
  await writeFile(inFolder(path), encode({ width, height, data, channels: colour.length }));
}

function prepared(model: string, data: ImagesConfig, more: object = {}) {
  return prepareImages(composeConfig({ model, options: { data, ...more } }).config, data);
}

const completed = async (model: string, path: string) =>
  (await prepared(model, { type: "images", folder: inFolder(path) })).config;
const load = async (data: RunConfig["data"]) => (await prepared("vae", data as ImagesConfig)).data;

describe("a folder of images", () => {
  it("gives squares of one size in colour, with subfolders as classes, a tenth of them to test on", async () => {
    for (let i = 0; i < 10; i++) await write(`mixed/red/${i}.png`, [4 + i, 6], [255, 0, 0]);
    for (let i = 0; i < 9; i++) await write(`mixed/grey/deeper/${i}.PNG`, [10, 5], [51]);
    await write("mixed/grey/glass.png", [3, 3], [0, 0, 0, 0]);
    await writeFile(inFolder("mixed", "notes.txt"), "no image");
    await write("mixed/.hidden/a.png", [2, 2], [0]);

    const config = await completed("conditional-vae", "mixed");
    expect(config).toMatchObject({ model: { classes: 2 }, data: { size: 32, channels: 3 } });
    const { train, test, note } = await load(config.data);
    expect(note).toBe(
      "18 images to train on and 2 to test on, 32×32, in colour, of 2 classes: grey, red; 20 smaller than that are enlarged; " +
        "passed over: 1 .txt, 1 hidden file or folder",
    );
    expect([train.length, test.length, train.shapes]).toEqual([18, 2, { x: [32, 32, 3], y: [] }]);

    const seen = [train, test].flatMap((part) => {
      const { x, y } = part.batch(Array.from({ length: part.length }, (_, index) => index));
      return [...y!.data].map((label, i) => [label, ...x!.data.slice(i * 3072, i * 3072 + 3)].join(" "));
    });
    const grey = Math.fround(0.2);
    const count = (text: string) => seen.filter((one) => one === text).length;
    expect([count(`0 ${grey} ${grey} ${grey}`), count("0 1 1 1"), count("1 1 0 0")]).toEqual([9, 1, 10]);
    expect((await load(config.data)).test.batch([0, 1])).toEqual(test.batch([0, 1]));
  });

  it("that are small, grey and of one size stay as they are; train and test are parts, and no classes", async () => {
    for (let i = 0; i < 3; i++) await write(`parted/train/${i}.png`, [8, 8], [17 * i]);
    await write("parted/test/a.png", [8, 8], [255]);
    const { data } = await completed("vae", "parted");
    expect(data).toMatchObject({ size: 8, channels: 1 });
    const { train, test, note } = await load(data);
    expect(note).toBe("3 images to train on and 1 to test on, 8×8, grey");
    expect([...train.batch([2]).x!.data.slice(0, 2), test.batch([0]).x!.data[0]]).toEqual([
      Math.fround(34 / 255),
      Math.fround(34 / 255),
      1,
    ]);
  });

  it("in which one cannot be read is refused with its name", async () => {
    await write("broken/whole.png", [8, 8], [1]);
    await writeFile(inFolder("broken", "text.jpg"), "no JPEG");
    await expect(completed("vae", "broken")).rejects.toThrow(
      /^1 of 2 images cannot be read\. Mend them, take them away, or leave them out with --skip-bad:\n {2}\S*broken\/text\.jpg: .*unsupported image format/,
    );
    const whole = await readFile(inFolder("mixed", "red", "0.png"));
    await writeFile(inFolder("broken", "text.jpg"), whole.subarray(0, whole.length - 20)); // a header, and no end
    await expect(load({ type: "images", folder: inFolder("broken"), size: 8, channels: 1 })).rejects.toThrow(
      /1 of \d images cannot be read\..*text\.jpg: /s,
    );
  });

  it("keeps the values of images of 16 bits, of inks and of animations, and says what it took", async () => {
    const raw = (width: number, height: number, channels: 1 | 3) => ({ raw: { width, height, channels } });
    await mkdir(inFolder("kinds"));
    const to = (name: string) => inFolder("kinds", name);
    // 0.75 of white, in 16 bits; red, in inks; a frame of 51, and one of 255
    await sharp(new Uint16Array(64).fill(0xc000), raw(8, 8, 1))
      .toColourspace("grey16")
      .png()
      .toFile(to("deep.png"));
    const red = Uint8Array.from({ length: 192 }, (_, i) => (i % 3 === 0 ? 255 : 0));
    await sharp(red, raw(8, 8, 3))
      .toColourspace("cmyk")
      .jpeg({ quality: 100 })
      .toFile(to("inks.jpg"));
    const frames = Uint8Array.from({ length: 384 }, (_, i) => (i < 192 ? 51 : 255));
    await sharp(frames, { raw: { width: 8, height: 16, channels: 3, pageHeight: 8 } })
      .gif()
      .toFile(to("moving.gif"));
    await write("kinds/point.png", [1, 1], [0]);
    const { train, test, note } = await load({ type: "images", folder: inFolder("kinds"), size: 8, channels: 3 });
    expect(note).toMatch(
      /^3 images to train on and 1 to test on, 8×8, in colour; the first frame of 1 that has several; 1 smaller than that is enlarged$/,
    );
    const found = [train, test].flatMap((part) =>
      Array.from({ length: part.length }, (_, i) => [...part.batch([i]).x!.data.slice(0, 3)]),
    );
    const has = (colour: readonly number[], tolerance: number) =>
      found.some((one) => one.every((value, i) => Math.abs(value - colour[i]!) <= tolerance));
    expect([has([0.75, 0.75, 0.75], 1 / 255), has([0.2, 0.2, 0.2], 1e-6), has([0, 0, 0], 0)]).toEqual([
      true,
      true,
      true,
    ]);
    expect(has([0.9, 0, 0], 0.1)).toBe(true); // no ink is as red as light
  });

  it("of real numbers, of which bytes would make black and white, are refused", async () => {
    await write("real/1.png", [2, 2], [3]);
    await writeFile(inFolder("real", "2.tif"), floatTiff([0.2, 0.4, 0.6, 0.8]));
    await expect(load({ type: "images", folder: inFolder("real"), size: 2, channels: 1 })).rejects.toThrow(
      /^1 of 2 images cannot be read\..*real\/2\.tif: its values are float; save them in 8 or 16 bits$/s,
    );
  });

  it("says which class has which number where their names are other numbers", async () => {
    for (const name of ["1", "2", "10"]) await write(`numbers/${name}/a.png`, [2, 2], [3]);
    const { note } = await load({ type: "images", folder: inFolder("numbers"), size: 2, channels: 1 });
    expect(note).toContain('of 3 classes: 0 is "1", 1 is "2", 2 is "10"');
  });

  it("whose subfolders are not the classes that a model asks for is refused", async () => {
    await write("flat/1.png", [2, 2], [3]);
    await write("capitals/cat/1.png", [2, 2], [3]);
    await write("capitals/Cat/2.png", [2, 2], [3]);
    await expect(completed("conditional-vae", "flat")).rejects.toThrow(
      /^The model "conditional-vae" has classes, but \S*flat has none\. Put every image into the subfolder of its class\.$/,
    );
    await expect(completed("conditional-vae", "capitals")).rejects.toThrow("named cat and Cat in");
    const asked = prepared("gan", { type: "images", folder: inFolder("numbers") }, { model: { classes: 2 } });
    await expect(asked).rejects.toThrow(
      /^The model "gan" is asked for 2 classes, but \S*numbers has 3\. Leave out "model\.classes"\.$/,
    );
    expect((await completed("vae", "flat").catch((error: Error) => error.message)) as string).toContain("one image");
  });

  it("that has none, or is none, is refused", async () => {
    await mkdir(inFolder("empty"));
    await expect(completed("vae", "empty")).rejects.toThrow(
      /^There is no image in \S*empty: no file that ends in .png, /,
    );
    await expect(completed("vae", "nowhere")).rejects.toThrow(
      /^The folder of images \S*nowhere could not be read \(ENOENT\)/,
    );
  });
});

it("genlab train --data FOLDER trains on it, and the run goes on when the folder has moved", {
  timeout: 300_000,
}, async () => {
  for (let i = 0; i < 12; i++) await write(`cats/${i}.png`, [8, 8], [20 * i, 0, 99]);
  await writeFile(inFolder("cats", "bad.png"), "no image");
  const small = ["--engine", "cpu", "--set", 'model={"type":"vae","network":"dense","hidden":[4],"latent":2}'];
  const words = ["train", "--data", "cats", "--steps", "3", "--out", "run", "--skip-bad", ...small];
  const { code, stdout, stderr } = await inProcess(folder.path, words);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(
    /^10 images to train on and 2 to test on, 8×8, in colour; 1 that cannot be read is left out\nvae \(dense\) on images, 3 steps, /,
  );
  for (let i = 0; i < 12; i++) await write(`moved/${i}.png`, [8, 8], [20 * i, 0, 99]);
  const resumed = await inProcess(folder.path, ["resume", "run", "--steps", "4", "--data-dir", "moved"]);
  expect(resumed).toMatchObject({ code: 0, stderr: "" });
  const { data, model } = JSON.parse(await readFile(inFolder("run", "config.json"), "utf8"));
  expect(data).toEqual({
    ...{ type: "images", size: 8, channels: 3 },
    folder: inFolder("cats"), // the file is its user's
    heldOut: [expect.stringMatching(/^\d+\.png$/), expect.stringMatching(/^\d+\.png$/)],
    trainedOn: 10,
    ...{ skipBad: true, skipped: ["bad.png"] },
  });
  expect(JSON.parse(await readFile(inFolder("run", "changes.json"), "utf8"))).toContainEqual({
    ...{ path: ["data", "folder"], from: inFolder("cats"), to: inFolder("moved") },
  });
  expect(JSON.parse(await readFile(inFolder("run", "images.json"), "utf8"))).toMatchObject({
    train: { length: 10 },
    test: data.heldOut.map((name: string) => [name, expect.any(String)]),
  });
  expect(await readFile(inFolder("run", "skipped.txt"), "utf8")).toMatch(/^bad\.png: .*unsupported image format\n$/);
  expect(model).toMatchObject({ type: "vae", network: "dense", hidden: [4], latent: 2, activation: "relu", beta: 1 });
  expect(model).not.toHaveProperty("channels");
  const { stdout: told } = await inProcess(folder.path, ["info", "run"]);
  expect(told).toContain('"heldOut":"2 images"');
  expect(await inProcess(folder.path, ["train", "--data", "dogs"])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /There is no such file or folder\. Expected one of .*, a folder or archive \(\.zip, \.tar, \.tar\.gz, \.tgz\) of images, a \.txt file that has the path of one on each line, or a file that ends in \.csv or \.tsv, \.npy, \.npz, \.safetensors, or an IDX file/,
    ),
  });
});

/** A TIFF of one row of float32 grey levels: https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf */
function floatTiff(levels: readonly number[]): Uint8Array {
  const tags = [
    ...[
      [256, levels.length],
      [257, 1],
      [258, 32],
      [259, 1],
      [262, 1],
      [273, 8],
      [277, 1],
      [278, 1],
    ],
    ...[
      [279, 4 * levels.length],
      [339, 3],
    ],
  ] as const;
  const directory = 8 + 4 * levels.length;
  const view = new DataView(new ArrayBuffer(directory + 2 + 12 * tags.length + 4));
  view.setUint32(0, 0x49492a00);
  view.setUint32(4, directory, true);
  levels.forEach((level, i) => {
    view.setFloat32(8 + 4 * i, level, true);
  });
  view.setUint16(directory, tags.length, true);
  tags.forEach(([tag, value], i) => {
    const at = directory + 2 + 12 * i;
    view.setUint16(at, tag!, true);
    view.setUint16(at + 2, 4, true); // a long
    view.setUint32(at + 4, 1, true);
    view.setUint32(at + 8, value!, true);
  });
  return new Uint8Array(view.buffer);
}
