import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createRng } from "@genlab/core";
import { encode } from "fast-png";
import { describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import type { DataConfig } from "../src/config/run-config.js";
import { completeImages } from "../src/images/complete-images.js";
import { loadImages } from "../src/images/load-images.js";
import { genlab, workFolder } from "./genlab.js";

const folder = workFolder();
const inFolder = (...path: string[]) => join(folder.path, ...path);

/** Writes an image of one colour, of one channel for grey, two for grey and opacity, three for colour, four for both. */
async function write(path: string, [width, height]: readonly [number, number], colour: readonly number[]) {
  const data = new Uint8Array(Array.from({ length: width * height }, () => colour).flat());
  await mkdir(dirname(inFolder(path)), { recursive: true });
  await writeFile(inFolder(path), encode({ width, height, data, channels: colour.length }));
}

const completed = (type: string, path: string) =>
  completeImages(composeConfig({ model: type, options: { data: { type: "images", folder: inFolder(path) } } }).config);
const load = (data: DataConfig) => loadImages(data as Extract<DataConfig, { type: "images" }>, createRng(1));

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
    expect(note).toBe("18 images to train on and 2 to test on, 32×32, in colour, of 2 classes: grey, red");
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
      /^1 of 2 images cannot be read\. Mend them or take them away:\n {2}\S*broken\/text\.jpg: .*unsupported image format/,
    );
    const whole = await readFile(inFolder("mixed", "red", "0.png"));
    await writeFile(inFolder("broken", "text.jpg"), whole.subarray(0, whole.length - 20)); // a header, and no end
    await expect(load({ type: "images", folder: inFolder("broken"), size: 8, channels: 1 })).rejects.toThrow(
      /1 of \d images cannot be read\..*text\.jpg: /s,
    );
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
  timeout: 60_000,
}, async () => {
  for (let i = 0; i < 12; i++) await write(`cats/${i}.png`, [8, 8], [20 * i, 0, 99]);
  const small = ["--engine", "cpu", "--set", 'model={"type":"vae","network":"dense","hidden":[4],"latent":2}'];
  const words = ["train", "--data", "cats", "--steps", "3", "--out", "run", ...small];
  const { code, stdout, stderr } = await genlab(folder.path, words);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^10 images to train on and 2 to test on, 8×8, in colour\nvae on images, 3 steps, /);
  for (let i = 0; i < 12; i++) await write(`moved/${i}.png`, [8, 8], [20 * i, 0, 99]);
  const resumed = await genlab(folder.path, ["resume", "run", "--steps", "4", "--data-dir", "moved"]);
  expect(resumed).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(await readFile(inFolder("run", "config.json"), "utf8")).data).toEqual({
    ...{ type: "images", size: 8, channels: 3 },
    folder: inFolder("moved"),
  });
  expect(await genlab(folder.path, ["train", "--data", "dogs"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      "Expected one of digits, mnist, ring, grid, swiss-roll, moons, or a folder of images.",
    ),
  });
});
