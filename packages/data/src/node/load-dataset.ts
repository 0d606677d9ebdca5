import { describe, GenlabError, refuseUnknown, suggestion } from "@genlab/base";
import type { Dataset } from "../dataset.js";
import { greyFromIdx } from "../grey-from-idx.js";
import { mnistFromIdx } from "../mnist-from-idx.js";
import { readIdx } from "../read-idx.js";
import { loadCifar } from "./load-cifar.js";
import { openFolder } from "./open-folder.js";
import { type DatasetName, emnistSplits, publishedDatasets } from "./published-datasets.js";

/** Which dataset, where it lies, and which part of it is wanted. */
export interface LoadDatasetOptions {
  readonly name: DatasetName;
  /** The folder of its files, for example what `downloadDataset` returns; unpacked or as they come. */
  readonly folder: string;
  readonly part: "train" | "test";
  /** Of EMNIST, how characters are chosen and classes made. Default "balanced". */
  readonly split?: keyof typeof emnistSplits;
}

/**
 * Reads a part of a dataset that `downloadDataset` knows: `x` `[28, 28, 1]`, or `[32, 32, 3]` of CIFAR, in [0, 1], and `y`, classes from 0.
 * Characters of EMNIST stand upright, where its files have them lying.
 *
 * @throws GenlabError for a folder that cannot be read, for files that are missing or none of the dataset's, and for options that are none.
 */
export async function loadDataset({ name, folder, part, split, ...others }: LoadDatasetOptions): Promise<Dataset> {
  refuseUnknown("loadDataset", others, { name, folder, part, split });
  if (!Object.hasOwn(publishedDatasets, name)) {
    throw new GenlabError(
      `There is no dataset ${describe(name)}. ${suggestion(`${name}`, Object.keys(publishedDatasets), "datasets")}`,
    );
  }
  const { title } = publishedDatasets[name];
  if (part !== "train" && part !== "test") {
    throw new GenlabError(`There is no part ${describe(part)} of ${title}. Give "train" or "test".`);
  }
  if (split !== undefined && name !== "emnist") throw new GenlabError(`${title} has no splits. Leave \`split\` out.`);
  if (name === "cifar-10" || name === "cifar-100") return loadCifar({ name, folder, part });
  if (name === "emnist") return loadEmnist(folder, part, split ?? "balanced");
  const prefix = part === "train" ? "train" : "t10k";
  const content = await openFolder(folder, { title });
  const read = async (what: string, rank: number) => {
    const { bytes, path } = await content.first([
      ...gzipped(`${prefix}-${what}-idx${rank}-ubyte`),
      ...gzipped(`${prefix}-${what}.idx${rank}-ubyte`),
    ]);
    return readIdx(bytes, { name: path });
  };
  return mnistFromIdx(await read("images", 3), await read("labels", 1));
}

const gzipped = (name: string): readonly string[] => [name, `${name}.gz`];

async function loadEmnist(folder: string, part: "train" | "test", split: string): Promise<Dataset> {
  if (!Object.hasOwn(emnistSplits, split)) {
    throw new GenlabError(
      `There is no split ${describe(split)} of EMNIST. ${suggestion(split, Object.keys(emnistSplits), "splits")}`,
    );
  }
  const content = await openFolder(folder, { title: "EMNIST", archive: "gzip.zip" });
  const read = async (what: string) => {
    const { bytes, path } = await content.first(gzipped(`emnist-${split}-${part}-${what}-ubyte`));
    return readIdx(bytes, { name: path });
  };
  return greyFromIdx(await read("images-idx3"), await read("labels-idx1"), {
    classes: emnistSplits[split as keyof typeof emnistSplits],
    firstLabel: split === "letters" ? 1 : 0, // a is 1 there
    isLying: true,
  });
}
