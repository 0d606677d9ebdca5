import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { cacheFolderFor } from "../../src/node/cache-folder.js";
import { downloadPublished } from "../../src/node/download-dataset.js";
import { downloadMnist, loadMnist, readIdxFile } from "../../src/node.js";
import { smallMnist } from "../idx.js";
import { emptyFolder } from "./folder.js";
import { serve } from "./serve.js";

const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("readIdxFile", () => {
  it("names the file in errors", async () => {
    const path = join(emptyFolder(), "short.idx");
    writeFileSync(path, smallMnist(2).labels.subarray(0, 9));
    await expect(readIdxFile(path)).rejects.toThrow(
      `${path} is cut short: the shape [2] needs 10 bytes, but there are 9.`,
    );
    await expect(readIdxFile(join(emptyFolder(), "none.idx"))).rejects.toThrow(
      /^The file \S+none\.idx could not be read: ENOENT/,
    );
  });
});

describe("loadMnist", () => {
  it.each([
    ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"],
    ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"],
    ["train-images.idx3-ubyte", "train-labels.idx1-ubyte.gz"],
  ])("reads %s and %s", async (imagesName, labelsName) => {
    const folder = emptyFolder();
    const { images, labels } = smallMnist(4);
    const pack = (name: string, bytes: Uint8Array) => (name.endsWith(".gz") ? gzipSync(bytes) : bytes);
    writeFileSync(join(folder, imagesName), pack(imagesName, images));
    writeFileSync(join(folder, labelsName), pack(labelsName, labels));
    const dataset = await loadMnist({ folder, part: "train" });
    expect([dataset.length, dataset.shapes]).toEqual([4, { x: [28, 28, 1], y: [] }]);
    expect(dataset.batch([3]).x!.data[783]).toBe(Math.fround(3 / 255));
    expect(dataset.batch([3]).y!.data).toEqual(Int32Array.of(3));
  });

  it("tells the parts apart", async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "t10k-images-idx3-ubyte"), smallMnist(2).images);
    writeFileSync(join(folder, "t10k-labels-idx1-ubyte"), smallMnist(2).labels);
    expect((await loadMnist({ folder, part: "test" })).length).toBe(2);
    await expect(loadMnist({ folder, part: "train" })).rejects.toThrow("None of train-images-idx3-ubyte");
  });

  it("tells what it looked for", async () => {
    const folder = emptyFolder();
    const failure = async (name: string, part: "train" | "test" = "test") =>
      String(await loadMnist({ folder: join(folder, name), part }).catch(String)).replaceAll(folder, "FOLDER");
    expect(await failure("")).toMatchInlineSnapshot(
      `"GenlabError: None of t10k-images-idx3-ubyte, t10k-images-idx3-ubyte.gz, t10k-images.idx3-ubyte, t10k-images.idx3-ubyte.gz is in "FOLDER". Give the folder that holds the files, or get them with downloadDataset."`,
    );
    expect(await failure("nowhere")).toMatchInlineSnapshot(
      `"GenlabError: The folder of MNIST, "FOLDER/nowhere", cannot be read. Give the folder that holds the files, or get them with downloadDataset."`,
    );
    writeFileSync(join(folder, "t10k-images-idx3-ubyte"), smallMnist(2).images);
    expect(await failure("")).toContain("None of t10k-labels-idx1-ubyte, t10k-labels-idx1-ubyte.gz");
    // @ts-expect-error as a configuration file might say
    expect(await failure("", "validation")).toMatchInlineSnapshot(
      `"GenlabError: There is no part "validation" of MNIST. Give "train" or "test"."`,
    );
  });
});

describe("downloadMnist", () => {
  it("refuses options that are none, before it asks a mirror", async () => {
    await expect(downloadMnist({ folder: "mnist" } as never)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: downloadDataset has no option "folder". Known options: cacheFolder, fetch, mirrors, onProgress, patience, signal.]`,
    );
    await expect(downloadMnist({ mirrors: "https://host/" } as never)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: mirrors is "https://host/". Give a list of addresses.]`,
    );
    await expect(loadMnist({ folder: "mnist", part: "test", download: true } as never)).rejects.toThrow(
      'loadDataset has no option "download".',
    );
  });

  it("brings every file to the folder that loadMnist reads, once", async () => {
    const { images, labels } = smallMnist(3);
    const files = new Map([
      ["train-images-idx3-ubyte", images],
      ["train-labels-idx1-ubyte", labels],
    ]);
    const server = await serve(({ url = "" }, response) => {
      const bytes = files.get(url.slice("/mirror/".length, -".gz".length));
      if (bytes) response.end(gzipSync(bytes));
      else response.writeHead(404).end();
    });
    const published = {
      files: [...files].map(([name, bytes]) => ({ name: `${name}.gz`, sha256: hashOf(bytes) })),
      mirrors: [],
    };
    // the first mirror lacks its last slash, and the second does not exist
    const options = { cacheFolder: emptyFolder(), mirrors: [`${server.url}mirror`, "http://127.0.0.1:1"] };
    const folder = await downloadPublished("mnist", published, options);
    expect(folder).toBe(join(options.cacheFolder, "mnist"));
    expect(readdirSync(folder).sort()).toEqual(["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"]);
    expect((await loadMnist({ folder, part: "train" })).length).toBe(3);
    await downloadPublished("mnist", published, options);
    expect(server.requests).toEqual(["/mirror/train-images-idx3-ubyte.gz", "/mirror/train-labels-idx1-ubyte.gz"]);
  });

  it("asks the public mirrors, and accepts nothing but MNIST", async () => {
    const asked: string[] = [];
    const cacheFolder = emptyFolder();
    mkdirSync(join(cacheFolder, "mnist"));
    const fetch = async (address: unknown) => {
      asked.push(String(address));
      return new Response(gzipSync(smallMnist(2).images));
    };
    await expect(downloadMnist({ cacheFolder, fetch })).rejects.toThrow(
      "not ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    );
    expect(asked).toEqual([
      "https://ossci-datasets.s3.amazonaws.com/mnist/train-images-idx3-ubyte.gz",
      "https://storage.googleapis.com/cvdf-datasets/mnist/train-images-idx3-ubyte.gz",
    ]);
    expect(readdirSync(join(cacheFolder, "mnist"))).toEqual([]);
  });
});

describe("the default cache folder", () => {
  it.each([
    ["linux", {}, "/home/a/.cache/genlab"],
    ["linux", { XDG_CACHE_HOME: "/cache" }, "/cache/genlab"],
    ["linux", { XDG_CACHE_HOME: "relative", LOCALAPPDATA: "/local" }, "/home/a/.cache/genlab"],
    ["win32", { LOCALAPPDATA: "/local" }, "/local/genlab"],
    ["win32", {}, "/home/a/.cache/genlab"],
  ])("on %s with %o is %s", (platform, environment, expected) => {
    expect(cacheFolderFor({ environment, platform, home: "/home/a" })).toBe(join(expected));
  });
});
