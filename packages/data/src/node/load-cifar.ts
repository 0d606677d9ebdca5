import { existsSync } from "node:fs";
import { join } from "node:path";
import { GenlabError } from "@genlab/base";
import { cifarFromBinary } from "../cifar-from-binary.js";
import type { Dataset } from "../dataset.js";
import { openFolder } from "./open-folder.js";
import { publishedDatasets } from "./published-datasets.js";

const ten = { unpacked: "cifar-10-batches-bin", train: [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`) };

const layouts = {
  "cifar-10": { ...ten, test: ["test_batch.bin"], python: "data_batch_1" },
  "cifar-100": { unpacked: "cifar-100-binary", train: ["train.bin"], test: ["test.bin"], python: "train" },
} as const;

/** Reads a part of CIFAR from its folder: the archive as it comes, or its files, beside it or in the folder that it unpacks to. */
export async function loadCifar({
  name,
  folder,
  part,
}: {
  readonly name: keyof typeof layouts;
  readonly folder: string;
  readonly part: "train" | "test";
}): Promise<Dataset> {
  const { unpacked, python, ...files } = layouts[name];
  const { title, files: published, classes } = publishedDatasets[name];
  const isUnpacked = existsSync(join(folder, unpacked));
  const place = isUnpacked ? join(folder, unpacked) : folder;
  if (existsSync(join(place, python)) && !existsSync(join(place, files.test[0]))) {
    throw new GenlabError(
      `"${place}" holds ${title} as pickles of Python, which are programs. Get its binary version, ${published[0].name}.`,
    );
  }
  const content = await openFolder(place, { title, archive: published[0].name });
  const found: Uint8Array[] = [];
  for (const file of files[part]) found.push((await content.first([file])).bytes);
  return cifarFromBinary(found, { classes });
}
