import { mkdirSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Dataset } from "@genlab/data";
import { encodeSafetensors } from "@genlab/safetensors";
import { beforeAll, describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import type { PartialConfig } from "../src/config/run-config.js";
import { dataAt } from "../src/data/data-at.js";
import { prepareFile } from "../src/files/prepare-file.js";
import { inPlane } from "../src/pictures/in-plane.js";
import { openRun } from "../src/runs/open-run.js";
import { arrayFile } from "./fixtures/arrays.js";
import { workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

const folder = workFolder();
const at = (name: string) => join(folder.path, name);

const FILES = [
  ...["grey.npy", "vectors.npy", "first.npy", "last.npy", "flat-first.npy", "split.npz", "positions.npz", "hot.npz"],
  ...["unclear.npz", "twice.npz", "targets.npz", "counts.npz", "mask.npz", "tensors.safetensors"],
];

beforeAll(async () => {
  for (const name of FILES) await writeFile(at(name), arrayFile(name));
});

function prepare(name: string, data: PartialConfig = {}, model = "vae") {
  const { config } = composeConfig({ model, options: { data: { type: "file", path: at(name), ...data }, seed: 1 } });
  return prepareFile(config, config.data as Extract<typeof config.data, { type: "file" }>);
}

const refusal = (...given: Parameters<typeof prepare>) =>
  prepare(...given).then(
    () => "none",
    (error: Error) => String(error).replaceAll(`${folder.path}/`, ""),
  );

const everyOne = (dataset: Dataset) => dataset.batch(Array.from({ length: dataset.length }, (_, i) => i));

describe("a file of one array", () => {
  it("of bytes gives images in [0, 1], a tenth of them held out by the seed, which the configuration notes", async () => {
    const { config, data } = await prepare("grey.npy");
    const { heldOut } = config.data as { heldOut: readonly number[] };
    expect(config.data).toEqual({
      ...{ type: "file", path: at("grey.npy"), shape: [8, 8, 1], range: [0, 255] },
      ...{
        heldOut: [expect.any(Number), expect.any(Number)],
        trainedOn: 18,
        sha256: expect.stringMatching(/^\w{64}$/),
      },
    });
    expect(data.note).toBe(
      "18 examples to train on and 2 to test on, images of 8×8, grey; 0 is black and 255 white, of values from 0 to 255",
    );
    const levels = (dataset: Dataset) => [...everyOne(dataset).x!.data].filter((_, i) => i % 64 === 1);
    // image i has the level 10 i
    expect(levels(data.test)).toEqual(heldOut.map((index) => Math.fround((10 * index) / 255)));
    expect(levels(data.train)).toHaveLength(18);
    expect(new Set([...levels(data.train), ...levels(data.test)]).size).toBe(20);
    const again = await prepare("grey.npy", config.data);
    expect(again.config.data).toEqual(config.data);
    expect(levels(again.data.test)).toEqual(levels(data.test));
  });

  it("of vectors gives them as they are, of any length", async () => {
    const { config, data } = await prepare("vectors.npy");
    expect(config.data).toMatchObject({ shape: [5], trainedOn: 18 });
    expect(config.data).not.toHaveProperty("range");
    expect(data.note).toContain("vectors of 5 numbers from -1 to 0.98, whose first two pictures show");
    expect(data.train.shapes).toEqual({ x: [5] });
  });

  it("has channels first or last, as it is plain, and one shape", async () => {
    const last = await prepare("last.npy");
    const first = await prepare("first.npy");
    const flat = await prepare("flat-first.npy", { shape: [8, 8, 3], layout: "channels-first" });
    expect(last.config.data).toMatchObject({ shape: [8, 8, 3] });
    expect(first.config.data).toMatchObject({ shape: [8, 8, 3], layout: "channels-first" });
    expect(everyOne(first.data.train)).toEqual(everyOne(last.data.train));
    expect(everyOne(flat.data.train)).toEqual(everyOne(last.data.train));
    const noted = await prepare("first.npy", first.config.data);
    expect(everyOne(noted.data.train)).toEqual(everyOne(last.data.train));
  });

  it("is refused where it is not plain, or values lie beyond black and white", async () => {
    expect(await refusal("flat-first.npy")).toMatchInlineSnapshot(
      `"GenlabError: flat-first.npy has the shape [20, 192] and holds uint8: images of 8×8, or vectors? Say it by --set data.shape=[8,8,3] (with --set data.layout=channels-first where colours lie one after another), or data.shape=[192]."`,
    );
    expect(await refusal("grey.npy", { range: [0, 16] })).toMatchInlineSnapshot(
      `"GenlabError: The values of grey.npy go from 0 to 255, beyond [0, 16], from black to white. If 0 is black and 255 is white, say --set data.range=[0,255]."`,
    );
    expect(await refusal("grey.npy", { shape: [4, 16] })).toMatchInlineSnapshot(
      `"GenlabError: grey.npy has the shape [20, 8, 8], which is not [count, 4, 16, 1] as "data.shape" and "data.layout" say. Give those that belong to it."`,
    );
    expect(await refusal("vectors.npy", { range: [0, 1] })).toContain('"data.range" is of images');
    expect(await refusal("grey.npy", { x: "images" })).toContain('There is no array "images" (data.x) in grey.npy');
    expect(await refusal("nowhere.npy")).toContain("There is no file nowhere.npy. Give the path of one: .npy");
    expect((await prepare("flat-first.npy", { shape: [192] })).config.data).toMatchObject({ shape: [192] });
  });

  it("that is another than the run was begun with is refused", async () => {
    const { config } = await prepare("grey.npy");
    await writeFile(at("changed.npy"), arrayFile("other.npy"));
    const text = await refusal("changed.npy", { ...config.data, path: at("changed.npy") });
    expect(text.replaceAll(/[0-9a-f]{64}/g, "HASH")).toMatchInlineSnapshot(
      `"GenlabError: changed.npy is not the file that the run was begun with: its SHA-256 is HASH, not HASH. Put that file back, name where it lies now by --data-dir, or train anew on this one."`,
    );
    expect(await refusal("gone.npy", { ...config.data, path: at("gone.npy") })).toContain("lies now by --data-dir");
  });
});

it.each([
  ["y", true, '"data.y" is true; expected a text, or false.'],
  ["range", [1], '"data.range" is [1]; expected at least 2 values.'],
  ["range", 5, '"data.range" is 5; expected two numbers, such as [0, 255].'],
  ["shape", [1, 2, 3, 4], '"data.shape" is [1,2,3,4]; expected at most 3 values.'],
  ["layout", "first", "expected one of channels-last, channels-first."],
])("the setting data.%s of %o is refused", async (name, value, text) => {
  await expect(async () => prepare("grey.npy", { [name]: value })).rejects.toThrow(text);
});

describe("a file of several arrays", () => {
  it("has parts and classes by name, which count from 0", async () => {
    const { config, data } = await prepare("split.npz", {}, "conditional-vae");
    expect(config).toMatchObject({ model: { classes: 3 }, data: { shape: [8, 8, 1] } });
    expect(config.data).not.toHaveProperty("heldOut");
    expect(data.note).toContain("16 examples to train on and 4 to test on, images of 8×8, grey");
    expect(data.note).toContain("3 classes: 0 is 5, 1 is 6, 2 is 7");
    expect([...everyOne(data.test).y!.data]).toEqual([16, 17, 18, 19].map((i) => i % 3));
  });

  it.each([
    ["positions.npz", {}],
    ["hot.npz", {}],
    ["tensors.safetensors", {}],
    ["split.npz", { testX: false }],
    ["twice.npz", { x: "data" }],
    ["unclear.npz", { x: "b" }],
  ])("%s with %o", async (name, data) => {
    const { train } = (await prepare(name, data)).data;
    expect(train.shapes.x).toEqual([8, 8, 1]);
    expect("y" in train.shapes).toBe(!["twice.npz", "unclear.npz"].includes(name));
  });

  it("of zeros and ones has those for black and white", async () => {
    const { config, data } = await prepare("mask.npz");
    expect(config.data).toMatchObject({ range: [0, 1] });
    expect(new Set(everyOne(data.train).x!.data)).toEqual(new Set([0, 1]));
  });

  it("is refused where names do not say what is what, with all of them", async () => {
    expect(await refusal("unclear.npz")).toMatchInlineSnapshot(`
      "GenlabError: The names of the arrays in unclear.npz do not say which to train on. Say it by --data unclear.npz:NAME. It holds:
        a  uint8 [20, 8, 8]
        b  uint8 [20, 8, 8]
        names  strings [1]"
    `);
    expect(await refusal("twice.npz")).toMatchInlineSnapshot(`
      "GenlabError: Several arrays of twice.npz may be meant for examples: images, data. Say which by --set data.x=NAME. It holds:
        images  uint8 [20, 8, 8]
        data  uint8 [20, 8, 8]"
    `);
    expect(await refusal("unclear.npz", { x: "c" })).toContain("a  uint8 [20, 8, 8]");
    expect(await refusal("unclear.npz", { x: "names" })).toContain("a number is no example");
    expect(await refusal("targets.npz")).toMatchInlineSnapshot(
      `"GenlabError: The labels targets.npz, "target" have 0.05263157933950424 at place 1. Give whole numbers [count], or train without them: --set data.y=false."`,
    );
    expect(await refusal("counts.npz")).toMatchInlineSnapshot(
      `"GenlabError: counts.npz, "labels" has 7 labels, but counts.npz, "images" has 20 examples. Save one an example, or leave them out: --set data.y=false."`,
    );
    expect(await refusal("split.npz", { y: "y_train", testX: "x_test", testY: false })).toContain("has no labels, but");
    expect(await refusal("unclear.npz", { x: "a" }, "conditional-vae")).toMatchInlineSnapshot(
      `"GenlabError: The model "conditional-vae" has classes, but unclear.npz has none. Put an array of them beside the examples, named y, or name it by --set data.y=NAME."`,
    );
  });
});

it("an IDX file brings its labels and its test part, in gzip or not", async () => {
  mkdirSync(at("idx"));
  const file = (code: number, shape: readonly number[], body: readonly number[]) =>
    Uint8Array.from([0, 0, code, shape.length, ...shape.flatMap((size) => [0, 0, 0, size]), ...body]);
  const pixels = (count: number) => Array.from({ length: count * 6 }, (_, i) => i);
  await writeFile(at("idx/train-images-idx3-ubyte"), file(8, [3, 2, 3], pixels(3)));
  await writeFile(at("idx/train-labels-idx1-ubyte.gz"), gzipSync(file(8, [3], [0, 1, 1])));
  await writeFile(at("idx/t10k-images-idx3-ubyte.gz"), gzipSync(file(8, [2, 2, 3], pixels(2))));
  await writeFile(at("idx/t10k-labels-idx1-ubyte"), file(8, [2], [1, 0]));
  const { path } = dataAt(at("idx")) as { path: string };
  expect(path).toBe(at("idx/train-images-idx3-ubyte"));
  const { data } = await prepare("idx/train-images-idx3-ubyte");
  expect([data.train.length, data.train.shapes]).toEqual([3, { x: [2, 3, 1], y: [] }]);
  expect([...everyOne(data.test).y!.data]).toEqual([1, 0]);
  await rm(at("idx/t10k-labels-idx1-ubyte"));
  expect(await refusal("idx/train-images-idx3-ubyte")).toMatchInlineSnapshot(
    `"GenlabError: idx/t10k-images-idx3-ubyte.gz, the test part, has no labels, but idx/train-images-idx3-ubyte has. Put the file of them beside it, or leave all out: --set data.y=false."`,
  );
});

it("the weights of a model are no examples", async () => {
  const weight = (name: string) => [name, { data: new Float32Array(6), shape: [3, 2] }] as const;
  await writeFile(at("model.safetensors"), encodeSafetensors(new Map(["0.weight", "1.weight"].map(weight))));
  expect(await refusal("model.safetensors")).toMatchInlineSnapshot(
    `"GenlabError: model.safetensors holds the weights of a model (0.weight, 1.weight, …), no examples. To train on an array of it all the same: --data model.safetensors:NAME."`,
  );
  const scaled = ["images", "norm.scale", "norm.shift"].map(weight);
  await writeFile(at("scaled.safetensors"), encodeSafetensors(new Map(scaled)));
  expect((await prepare("scaled.safetensors")).data.train.shapes).toEqual({ x: [2] });
});

it("a path is an array of a file, a file, a folder of CIFAR, or a folder of images", async () => {
  mkdirSync(at("cifar"));
  await writeFile(at("cifar/data_batch_1.bin"), "");
  expect(dataAt(`${at("unclear.npz")}:b`)).toEqual({ type: "file", path: at("unclear.npz"), x: "b" });
  expect(dataAt(at("cifar"))).toEqual({ type: "cifar-10", folder: at("cifar") });
  expect(dataAt(folder.path)).toEqual({ type: "images", folder: folder.path });
  expect(dataAt(at("nothing"))).toBeUndefined();
  expect(dataAt(at("notes.txt:x"))).toBeUndefined();
});

it("vectors are drawn by their first two numbers, or by the one that they have", () => {
  const drawn = (data: readonly number[], size: number) => {
    const examples = { data: Float32Array.from(data), shape: [data.length / size, size] };
    return [...inPlane([{ label: "a", examples }])[0]!.examples.data];
  };
  expect(drawn([1, 2, 3, 4, 5, 6], 3)).toEqual([1, 2, 4, 5]);
  expect(drawn([1, 2, 3, 4], 2)).toEqual([1, 2, 3, 4]);
  expect(drawn([1, -4], 1)).toEqual([1, -2, -4, 2]);
});

it("genlab train --data FILE trains on it, and the run goes on where the file has moved", {
  timeout: 300_000,
}, async () => {
  const small = ["--engine", "cpu", "--set", 'model={"type":"vae","network":"dense","hidden":[4],"latent":2}'];
  const train = ["train", "--data", "vectors.npy", "--steps", "3", "--out", "run", ...small];
  const { code, stdout, stderr } = await inProcess(folder.path, train);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("vae (dense) on vectors.npy, 3 steps, ");
  mkdirSync(at("moved"));
  await rename(at("vectors.npy"), at("moved/vectors.npy"));
  const resumed = await inProcess(folder.path, ["resume", "run", "--steps", "6", "--data-dir", "moved"]);
  expect(resumed).toMatchObject({ code: 0, stderr: "" });
  expect((await openRun(at("run"))).config.data).toMatchObject({ path: at("moved/vectors.npy"), shape: [5] });
  expect(await inProcess(folder.path, ["reconstruct", "run", "--count", "2"])).toMatchObject({ code: 0, stderr: "" });
  expect((await readFile(at("run/reconstruct.png"))).length).toBeGreaterThan(100);
});
