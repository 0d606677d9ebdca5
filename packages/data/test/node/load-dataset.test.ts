import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type LoadDatasetOptions, loadDataset, publishedDatasets } from "../../src/node.js";
import { cifarFile } from "../cifar.js";
import { archiveFile } from "../fixtures/archives.js";
import { smallMnist } from "../idx.js";
import { emptyFolder } from "./folder.js";

function folderOf(files: Readonly<Record<string, Uint8Array>>): string {
  const folder = emptyFolder();
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}

const refusal = async (options: LoadDatasetOptions) =>
  String(await loadDataset(options).then(() => "none", String)).replaceAll(options.folder, "FOLDER");

describe("loadDataset", () => {
  it("reads CIFAR-10 from its archive, from what that unpacks to, and from its files", async () => {
    const name = "cifar-10";
    const archive = folderOf({ "cifar-10-binary.tar.gz": archiveFile("cifar-10-binary.tar.gz") });
    const train = await loadDataset({ name, folder: archive, part: "train" });
    const { x, y } = train.batch([0, 1, 2, 3, 4]);
    expect(x!.shape).toEqual([5, ...publishedDatasets[name].shape]);
    expect([...y!.data]).toEqual([1, 2, 3, 4, 5]);
    expect([...x!.data.subarray(3072 * 4, 3072 * 4 + 3)]).toEqual(
      [50, 51, 52].map((level) => Math.fround(level / 255)),
    );
    expect([...(await loadDataset({ name, folder: archive, part: "test" })).batch([0]).y!.data]).toEqual([9]);
    for (const place of ["", "cifar-10-batches-bin/"]) {
      const folder = folderOf({ [`${place}test_batch.bin`]: cifarFile([[7], [8]]) });
      expect([...(await loadDataset({ name, folder, part: "test" })).batch([0, 1]).y!.data]).toEqual([7, 8]);
    }
  });

  it("reads the fine labels of CIFAR-100", async () => {
    const folder = folderOf({ "cifar-100-binary.tar.gz": archiveFile("cifar-100-binary.tar.gz") });
    const train = await loadDataset({ name: "cifar-100", folder, part: "train" });
    expect([...train.batch([0, 1]).y!.data]).toEqual([42, 99]);
  });

  it("reads a split of EMNIST, upright, whose classes count from 0", async () => {
    const folder = folderOf({ "gzip.zip": archiveFile("gzip.zip") });
    const letters = await loadDataset({ name: "emnist", folder, part: "train", split: "letters" });
    const { x, y } = letters.batch([0, 1]);
    expect([...y!.data]).toEqual([0, 25]);
    // in the file pixel (row, column) is row + 28 column: upright it is 28 row + column
    expect([...x!.data.subarray(0, 3)]).toEqual([0, 1, 2].map((level) => Math.fround(level / 255)));
    expect(x!.data[28]).toBe(Math.fround(28 / 255));
    expect([...(await loadDataset({ name: "emnist", folder, part: "test" })).batch([0, 1]).y!.data]).toEqual([0, 46]);
    expect(await refusal({ name: "emnist", folder, part: "train", split: "digits" })).toMatchInlineSnapshot(
      `"GenlabError: None of emnist-digits-train-images-idx3-ubyte, emnist-digits-train-images-idx3-ubyte.gz is in "FOLDER", nor gzip.zip that holds it. Give the folder that holds the files, or get them with downloadDataset."`,
    );
    expect(await refusal({ name: "emnist", folder, part: "train", split: "letter" as never })).toMatchInlineSnapshot(
      `"GenlabError: There is no split "letter" of EMNIST. Did you mean "letters"? Known splits: balanced, byclass, bymerge, digits, letters, mnist."`,
    );
  });

  it("reads files in the form of MNIST's", async () => {
    const { images, labels } = smallMnist(3);
    const folder = folderOf({ "t10k-images-idx3-ubyte": images, "t10k-labels-idx1-ubyte": labels });
    for (const name of ["fashion-mnist", "kmnist", "mnist"] as const) {
      expect((await loadDataset({ name, folder, part: "test" })).length).toBe(3);
    }
  });

  it("says what is missing, what is another version, and what is damaged", async () => {
    const name = "cifar-10";
    expect(await refusal({ name, folder: emptyFolder(), part: "train" })).toMatchInlineSnapshot(
      `"GenlabError: None of data_batch_1.bin is in "FOLDER", nor cifar-10-binary.tar.gz that holds it. Give the folder that holds the files, or get them with downloadDataset."`,
    );
    const python = folderOf({ data_batch_1: Uint8Array.of(128, 2) });
    expect(await refusal({ name, folder: python, part: "train" })).toMatchInlineSnapshot(
      `"GenlabError: "FOLDER" holds CIFAR-10 as pickles of Python, which are programs. Get its binary version, cifar-10-binary.tar.gz."`,
    );
    const whole = archiveFile("cifar-10-binary.tar.gz");
    const cut = folderOf({ "cifar-10-binary.tar.gz": whole.subarray(0, whole.length - 20) });
    expect(await refusal({ name, folder: cut, part: "test" })).toMatchInlineSnapshot(
      `"GenlabError: FOLDER/cifar-10-binary.tar.gz is no whole .tar.gz archive: it cannot be unpacked (unexpected end of file). Get it anew."`,
    );
    const folder = emptyFolder();
    expect(await refusal({ name, folder, part: "test", split: "letters" })).toContain("CIFAR-10 has no splits");
    expect(await refusal({ name: "cifar10" as never, folder, part: "test" })).toMatchInlineSnapshot(
      `"GenlabError: There is no dataset "cifar10". Did you mean "cifar-10"? Known datasets: cifar-10, cifar-100, emnist, fashion-mnist, kmnist, mnist."`,
    );
    expect(await refusal({ name, folder, part: "all" as never })).toContain('no part "all" of CIFAR-10');
  });
});
