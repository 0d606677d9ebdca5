import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { encode } from "fast-png";
import { describe, expect, it } from "vitest";
import { checkConfig } from "../src/config/check-config.js";
import { composeConfig } from "../src/config/compose-config.js";
import type { RunConfig } from "../src/config/run-config.js";
import type { ImagesConfig } from "../src/images/held-out.js";
import { recordText } from "../src/images/image-record.js";
import { prepareImages } from "../src/images/prepare-images.js";
import { workFolder } from "./genlab.js";

const folder = workFolder();
let made = 0;

const png = (level: number) => encode({ width: 2, height: 2, channels: 1, data: new Uint8Array(4).fill(level) });

/** A new folder with an image of each of these levels, by their paths. */
async function tree(images: Readonly<Record<string, number | string>>): Promise<string> {
  const root = join(folder.path, `tree-${made++}`);
  for (const [path, content] of Object.entries(images)) await put(root, path, content);
  return root;
}

async function put(root: string, path: string, content: number | string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), typeof content === "number" ? png(content) : content);
}

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}.png`, i]));

const begin = (root: string, model = "vae", data: object = {}) => {
  const images = { type: "images", folder: root, size: 2, channels: 1, ...data } as ImagesConfig;
  return prepareImages(composeConfig({ model, options: { data: images } }).config, images);
};

/** Goes on with a run whose folder has the note of how it began. */
async function goOn({ config, record }: { config: RunConfig; record: Parameters<typeof recordText>[0] }, data = {}) {
  const run = join(folder.path, `run-${made++}`);
  await put(run, "images.json", recordText(record));
  return prepareImages(config, { ...(config.data as ImagesConfig), ...data }, { saved: run });
}

const namesOf = (part: readonly (readonly [string, string])[]) => part.map(([name]) => name);

describe("a run that goes on with images", () => {
  it("that are as they were has the same, in the same order", async () => {
    const begun = await begin(await tree(many(20)));
    const after = await goOn(begun);
    expect(after.record).toEqual(begun.record);
    const read = checkConfig(begun.config, "A checkpoint"); // which orders the settings
    expect(JSON.stringify(read)).toBe(JSON.stringify(begun.config));
    expect(after.config).toEqual(begun.config);
    expect(after.data.note).toBe(begun.data.note);
    const all = Array.from({ length: 18 }, (_, i) => i);
    expect(after.data.train.batch(all)).toEqual(begun.data.train.batch(all));
  });

  it("keeps who was held out when others come, go, change or get other names, and says so", async () => {
    const root = await tree(many(20));
    const begun = await begin(root);
    const [[first, second], train] = [namesOf(begun.record.test) as [string, string], namesOf(begun.record.train)];
    await rename(join(root, first), join(root, "other-name.png"));
    await rm(join(root, train[0]!));
    await put(root, train[1]!, 200);
    await put(root, "new.png", 201);
    await put(root, "copy.png", Number.parseInt(second, 10)); // the content of one that is held out
    const { record, data } = await goOn(begun);
    expect(namesOf(record.test).sort()).toEqual([second, "other-name.png"].sort());
    expect(namesOf(record.train).sort()).toEqual([...train.slice(1), "new.png"].sort());
    expect(data.note).toBe(
      `18 images to train on and 2 to test on, 2×2, grey; 1 of the 18 trained on is gone (${train[0]}); ` +
        `1 is new since the run's start (new.png); 1 has changed (${train[1]}); ` +
        `1 has another name (${first} is other-name.png); 1 new one is the same as one held out, and left out (copy.png)`,
    );
  });

  it("keeps what was tested on where a part has it now to train on", async () => {
    const root = await tree({ "train/a.png": 1, "train/b.png": 2, "test/c.png": 3, "test/d.png": 4 });
    const begun = await begin(root);
    await rename(join(root, "test", "c.png"), join(root, "train", "c.png"));
    const { record } = await goOn(begun);
    expect([namesOf(record.train), namesOf(record.test)]).toEqual([
      ["train/a.png", "train/b.png"],
      ["train/c.png", "test/d.png"],
    ]);
  });

  it("is refused when no image of it is there, or the note is none", async () => {
    const begun = await begin(await tree(many(4)));
    const elsewhere = await tree({ "x.png": 100, "y.png": 101 });
    await expect(goOn(begun, { folder: elsewhere })).rejects.toThrow(
      /^No image that was held out is in .*--data-dir\.$/,
    );
    const run = join(folder.path, `run-${made++}`);
    await put(run, "images.json", '{"classes":[');
    await expect(prepareImages(begun.config, begun.config.data as ImagesConfig, { saved: run })).rejects.toThrow(
      /images\.json does not say which images the run began with\. Put back the file/,
    );
  });

  it("keeps the indices of classes by their names, and refuses classes that the model does not know", async () => {
    const root = await tree({ "cat/1.png": 1, "cat/2.png": 2, "dog/3.png": 3, "dog/4.png": 4 });
    const [labelled, plain] = [await begin(root, "conditional-vae"), await begin(root)];
    expect(labelled.config.model.classes).toBe(2);
    await put(root, "bird/5.png", 5); // which comes before both
    await expect(goOn(labelled)).rejects.toThrow(
      /^The model knows the classes "cat", "dog", but in \S* "bird" is new\. Give the subfolders/,
    );
    const { record, data } = await goOn(plain);
    expect(record.classes).toEqual(["cat", "dog", "bird"]);
    expect(data.train.batch([0]).y!.data[0]).toBe(2); // the bird is first in the folder
    await rename(join(root, "bird"), join(root, "dog", "bird"));
    expect((await goOn(labelled)).record.classes).toEqual(["cat", "dog"]);
    await rename(join(root, "dog"), join(root, "hound"));
    await expect(goOn(labelled)).rejects.toThrow('"hound" is new, and "dog" is gone.');
    await rename(join(root, "hound", "3.png"), join(root, "3.png"));
    await rename(join(root, "hound"), join(root, "cat", "hound"));
    await expect(goOn(labelled)).rejects.toThrow('"cat", "dog" are gone');
  });

  it("reads no kinds that runs without a note did not", async () => {
    const root = await tree({ ...many(4), "4.jfif": 4 });
    const { config } = await begin(root);
    const { data } = await prepareImages(config, config.data as ImagesConfig, { saved: join(folder.path, "nowhere") });
    expect(data.note).toContain("passed over: 1 .jfif");
    expect((await begin(root)).data.note).not.toContain("passed over");
  });
});

describe("images that cannot be read", () => {
  const bad = { "bad/text.png": "no image", "bad/short.png": Buffer.from(png(1)).subarray(0, 40).toString("latin1") };

  it("are all named at once, whatever is wrong with them", async () => {
    const root = await tree({ ...many(18), ...bad });
    await expect(begin(root)).rejects.toThrow(
      /^2 of 20 images cannot be read\. Mend them, take them away, or leave them out with --skip-bad:\n {2}\S*short\.png: .*\n {2}\S*text\.png: .*$/,
    );
  });

  it("are left out where that is asked for, and stay so", async () => {
    const root = await tree({ ...many(18), ...bad });
    const begun = await begin(root, "vae", { skipBad: true });
    expect(begun.config.data).toMatchObject({ skipped: ["bad/short.png", "bad/text.png"], skipBad: true });
    expect(begun.skipped).toMatch(/^bad\/short\.png: .+\nbad\/text\.png: .*unsupported image format\n$/);
    expect(begun.data.note).toBe(
      "16 images to train on and 2 to test on, 2×2, grey; 2 that cannot be read are left out",
    );
    await put(root, "bad/text.png", 50); // mended, and of no run that began without it
    const after = await goOn(begun);
    expect([after.record, after.config, after.skipped]).toEqual([begun.record, begun.config, ""]);
    await put(root, "9.png", "now bad too");
    await expect(goOn(begun)).rejects.toThrow(
      "3 of 20 images cannot be read, and a tenth are the most that are left out.",
    );
    await put(root, "more/1.png", 60);
    for (let i = 0; i < 10; i++) await put(root, `more/${i}.png`, 60 + i);
    const later = await goOn(begun);
    expect([later.config.data, later.skipped]).toEqual([
      expect.objectContaining({ skipped: ["bad/short.png", "bad/text.png", "9.png"] }),
      expect.stringMatching(/^9\.png: /),
    ]);
  });

  it("are refused when they are more than a tenth", async () => {
    const root = await tree({ ...many(17), ...bad });
    await expect(begin(root, "vae", { skipBad: true })).rejects.toThrow(
      /^2 of 19 images cannot be read, and a tenth are the most that are left out\. Mend them or take them away:\n/,
    );
  });
});
