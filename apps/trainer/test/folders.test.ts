import { execFileSync } from "node:child_process";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createRng } from "@genlab/core";
import { describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import type { PartialConfig } from "../src/config/run-config.js";
import { findImages } from "../src/images/find-images.js";
import { split } from "../src/images/held-out.js";
import { workFolder } from "./genlab.js";

const folder = workFolder();
let made = 0;

/** A new folder with files of one byte of these names; a name that ends in a slash is a folder. */
async function tree(...files: string[]): Promise<string> {
  const root = join(folder.path, `tree-${made++}`);
  await mkdir(root);
  for (const file of files) {
    await mkdir(file.endsWith("/") ? join(root, file) : dirname(join(root, file)), { recursive: true });
    if (!file.endsWith("/")) await writeFile(join(root, file), "-");
  }
  return root;
}

/** What is found, by the names of images: `train` and `test` with the classes, and what is said. */
async function found(root: string) {
  const { train, test, classes, remarks } = await findImages(root);
  const names = (images: typeof train) =>
    images.map(({ name, label }) => (label === undefined ? name : `${name} ${label}`));
  return { train: names(train), ...(test && { test: names(test) }), classes, said: remarks.join("; ") };
}

describe("links in a folder of images", () => {
  it("that lead back, or to what is there, are passed over", async () => {
    const root = await tree("a/1.png", "b/1.png");
    await symlink("..", join(root, "a", "up"));
    await symlink("../..", join(root, "a", "above"));
    await symlink("../b", join(root, "a", "beside"));
    await symlink("../a/1.png", join(root, "b", "same.png"));
    expect(await found(root)).toEqual({
      train: ["a/1.png 0", "b/1.png 1"],
      classes: ["a", "b"],
      said: "passed over: 4 links to what is there already",
    });
  });

  it("that lead to folders and files elsewhere are followed, each once", async () => {
    const elsewhere = await tree("deep/1.png", "2.png", "3.jpg");
    const root = await tree("own.png");
    await symlink(elsewhere, join(root, "linked"));
    await symlink(join(elsewhere, "deep"), join(root, "again"));
    await symlink(join(elsewhere, "2.png"), join(root, "two"));
    await symlink(join(elsewhere, "nowhere.png"), join(root, "lost.png"));
    await symlink(root, join(elsewhere, "deep", "back"));
    const { train, said } = await found(root);
    // links come in the order of their names, so that the deeper folder is found by its own link
    expect(train).toEqual(["again/1.png", "linked/2.png", "linked/3.jpg", "own.png"]);
    expect(said).toContain("passed over: 3 links to what is there already, 1 link that leads nowhere");
  });
});

describe("parts of a folder of images", () => {
  it.each([
    [
      "train, val and test",
      ["train/1", "train/2", "val/3", "test/4", "test/5"],
      ["val/3"],
      'tested on "val"; the 2 images in "test" stay untouched',
    ],
    ["capitals", ["Train/1", "Train/2", "Test/3"], ["Test/3"], ""],
    ["other words", ["training/1", "training/2", "testing/3"], ["testing/3"], ""],
    [
      "a picture beside",
      ["train/1", "train/2", "test/3", "preview"],
      ["test/3"],
      "passed over: 1 image beside the parts",
    ],
    ["a folder around", ["set/train/1", "set/train/2", "set/valid/3"], ["set/valid/3"], ""],
  ])("are kept apart: %s", async (_, files, test, said) => {
    const root = await tree(...files.map((file) => `${file}.png`));
    const parts = await found(root);
    expect(parts.train.map((name) => name.replace(/^set\//, "").toLowerCase())).toHaveLength(2);
    expect(parts).toMatchObject({ test: test.map((name) => `${name}.png`), classes: [], said });
  });

  it("may be in each class, and classes in each part", async () => {
    const inside = await found(await tree("cat/train/1.png", "cat/test/2.png", "dog/train/3.png", "dog/test/4.png"));
    expect(inside).toMatchObject({
      train: ["cat/train/1.png 0", "dog/train/3.png 1"],
      test: ["cat/test/2.png 0", "dog/test/4.png 1"],
      classes: ["cat", "dog"],
    });
    const outside = await found(await tree("train/all/cat/1.png", "train/all/dog/2.png", "test/all/bird/3.png"));
    expect(outside).toMatchObject({ classes: ["bird", "cat", "dog"], said: "no image of bird to train on" });
    expect(outside.train).toEqual(["train/all/cat/1.png 1", "train/all/dog/2.png 2"]);
  });

  it("that are one alone are none: what is in it counts", async () => {
    expect(await found(await tree("train/cat/1.png", "train/dog/2.png"))).toMatchObject({ classes: ["cat", "dog"] });
  });

  it("that are there twice are refused", async () => {
    await expect(
      findImages(await tree("train/1.png", "Train/2.png", "test/3.png")),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Folders of images are named "train" and "Train", which is one part twice. Keep one of them.]`,
    );
    await expect(findImages(await tree("train/1.png", "val/2.png", "validation/3.png"))).rejects.toThrow(
      'named "val" and "validation"',
    );
  });
});

describe("what is passed over or assumed is said:", () => {
  it.each([
    [
      "files of systems and other kinds",
      ["1.png", "2.PNG", ".3.png", "__MACOSX/4.png", "Thumbs.db", "5.heic", "6.HEIC", "notes.txt"],
      "passed over: 2 .heic (save them as JPEG: `heif-convert`, or `sips -s format jpeg` on a Mac), 1 .txt, 2 hidden files or folders",
    ],
    [
      "a class without images",
      ["cat/1.png", "dog/", "notes/deep/a.txt"],
      "passed over: 1 .txt, 2 folders without images (dog, notes)",
    ],
    [
      "endings of a kind in capitals, and no ending",
      ["1.png", "2.TXT", "3.txt", "README", "4.svg"],
      "passed over: 2 .txt, 1 without an ending, 1 .svg (no pixels: save them as PNG)",
    ],
    ["images in no class", ["cat/1.png", "dog/2.png", "3.png"], "no classes, for 1 image is in no subfolder"],
    ["classes of one name", ["Cat/1.png", "cat/2.png", "dog/3.png"], "cat and Cat are different classes"],
  ])("%s", async (_, files, said) => {
    expect((await found(await tree(...files))).said).toBe(said);
  });

  it("empty files, pipes, and links to pipes; a folder that is named as an image is a folder", async () => {
    const root = await tree("set.png/1.png", "set.png/2.jfif", "3.jpg", "4.jpg");
    for (const empty of ["3.jpg", "4.jpg"]) await writeFile(join(root, empty), "");
    execFileSync("mkfifo", [join(root, "pipe.png")]);
    const elsewhere = await tree();
    execFileSync("mkfifo", [join(elsewhere, "pipe.png")]);
    await symlink(join(elsewhere, "pipe.png"), join(root, "linked.png"));
    await symlink("/dev/zero", join(root, "zero.png"));
    expect(await found(root)).toEqual({
      train: ["set.png/1.png", "set.png/2.jfif"],
      classes: [],
      said: "passed over: 2 empty, 3 that are neither files nor folders",
    });
    await expect(findImages(elsewhere)).rejects.toThrow(/ Passed over: 1 that is neither a file nor a folder\.$/);
  });

  it("classes whose names are numbers keep their order", async () => {
    expect((await found(await tree("10/1.png", "2/1.png", "02/1.png"))).classes).toEqual(["02", "2", "10"]);
  });
});

describe("images that are held out", () => {
  const config = (root: string) => ({ type: "images" as const, folder: root, size: 8, channels: 1 as const });
  const rng = () => createRng(0).fork("points");
  const files = Array.from({ length: 20 }, (_, i) => `${i}.png`);
  const heldOut = async (root: string, given: object = {}) => {
    const { train, test, ...others } = split(await findImages(root), { ...config(root), ...given }, rng());
    const names = (images: typeof train) => images.map(({ name }) => name);
    return { train: names(train), test: names(test), ...others };
  };

  it("stay so when others come and go, by what the run notes", async () => {
    const root = await tree(...files);
    const { noted, ...before } = await heldOut(root);
    expect(noted).toEqual({ heldOut: before.test, trainedOn: 18 });
    expect(before).toMatchObject({ test: { length: 2 }, remarks: [] });
    expect(await heldOut(root, noted)).toEqual({ ...before, noted: {} });
    for (let i = 20; i < 60; i++) await writeFile(join(root, `${i}.png`), "-");
    await rm(join(root, before.test[0]!));
    const after = await heldOut(root, noted);
    expect(after.test).toEqual(before.test.slice(1));
    expect(after.train).toHaveLength(58);
    expect(after.remarks).toEqual([
      "1 of the 2 that were held out is gone",
      "18 images to train on at the run's start",
    ]);
  });

  it("depend on each name and the seed alone where nothing is noted, and that is said", async () => {
    const [some, more] = [await heldOut(await tree(...files)), await heldOut(await tree(...files, "new.png"))];
    expect(more.test).toEqual(expect.arrayContaining(some.test)); // three of 21
    const root = await tree(...files);
    const other = split(await findImages(root), config(root), createRng(1).fork("points"));
    expect(other.test.map(({ name }) => name)).not.toEqual(some.test);
  });

  it("that are all gone, or that became a part, are refused", async () => {
    const root = await tree("1.png", "2.png");
    await expect(heldOut(root, { heldOut: ["3.png"] })).rejects.toThrow(
      /^No image that was held out is in .*--data-dir\.$/,
    );
    await expect(heldOut(root, { heldOut: ["1.png", "2.png"] })).rejects.toThrow(
      /^No image that was trained on is in /,
    );
    const parted = await tree("train/1.png", "test/2.png");
    await expect(heldOut(parted, { heldOut: ["1.png"] })).rejects.toThrow("has parts to train and to test on now");
    expect(await heldOut(parted)).toEqual({ train: ["train/1.png"], test: ["test/2.png"], remarks: [], noted: {} });
  });

  it("are forgotten when a file's settings are for another folder", async () => {
    const [root, other] = [await tree(...files), await tree(...files)];
    const { noted } = await heldOut(root);
    const content = { model: { type: "vae" }, data: { ...config(root), ...noted } } as PartialConfig;
    const file = { path: "run.json", content };
    expect(composeConfig({ file, options: {} }).config.data).toEqual(content.data);
    const moved = { type: "images", folder: other };
    expect(composeConfig({ file, options: { data: moved } }).config.data).toEqual(config(other));
  });
});
