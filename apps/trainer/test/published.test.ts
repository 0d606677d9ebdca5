import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRng } from "@genlab/core";
import { describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import { configOf } from "../src/config/options.js";
import type { PartialConfig } from "../src/config/run-config.js";
import { exampleShape } from "../src/data/example-shape.js";
import { loadData } from "../src/data/load-data.js";
import { withPublishedClasses } from "../src/data/with-published-classes.js";
import { workFolder } from "./genlab.js";

const folder = workFolder();

/** Small archives, packed as their publishers' are: see `write-archives.py` there. */
const archives = new URL("../../../packages/data/test/fixtures/archives.json", import.meta.url);

async function unpack(name: string): Promise<string> {
  const { files } = JSON.parse(await readFile(archives, "utf8")) as {
    readonly files: Readonly<Record<string, string>>;
  };
  const place = join(folder.path, name);
  await mkdir(place, { recursive: true });
  await writeFile(join(place, name), Buffer.from(files[name]!, "base64"));
  return place;
}

const composed = (model: string, data: PartialConfig) => composeConfig({ model, options: { data } }).config;

describe("data that others publish", () => {
  it("lie in a folder, or are downloaded, and have their shape", async () => {
    const place = await unpack("cifar-10-binary.tar.gz");
    const { data } = composed("vae", configOf({ data: "cifar-10", dataDir: place }).data as PartialConfig);
    expect([data, exampleShape(data)]).toEqual([{ type: "cifar-10", folder: place }, [32, 32, 3]]);
    const nothing = () => {
      throw new Error("it was downloaded");
    };
    const { train, test } = await loadData(data as never, { rng: createRng(1), onProgress: nothing });
    expect([train.length, test.length, train.shapes]).toEqual([5, 1, { x: [32, 32, 3], y: [] }]);
    expect(configOf({ data: "kmnist" }).data).toEqual({ type: "kmnist" });
    expect(exampleShape({ type: "kmnist" })).toEqual([28, 28, 1]);
  });

  it("have a split, and as many classes as it has", async () => {
    const place = await unpack("gzip.zip");
    const letters = composed("conditional-vae", { type: "emnist", folder: place, split: "letters" });
    expect(withPublishedClasses(letters)).toMatchObject({ model: { classes: 26 } });
    const { train } = await loadData(letters.data as never, { rng: createRng(1), onProgress: () => {} });
    expect([...train.batch([0, 1]).y!.data]).toEqual([0, 25]);
    const classesOf = (data: PartialConfig) => withPublishedClasses(composed("conditional-vae", data)).model.classes;
    expect([classesOf({ type: "emnist" }), classesOf({ type: "cifar-100" })]).toEqual([47, 100]);
    expect(withPublishedClasses(composed("vae", { type: "cifar-100" })).model).not.toHaveProperty("classes");
    expect(() => composed("vae", { type: "emnist", split: "letter" })).toThrow('Did you mean "letters"?');
  });

  it("start the preset of such images", () => {
    const modelOf = (type: string) => composeConfig({ options: { data: { type } } });
    expect([modelOf("fashion-mnist").name, modelOf("cifar-10").name]).toEqual(["digits", "images"]);
  });
});
