import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, GenlabError, type NdArray, refuseUnknown } from "@genlab/base";
import type { Dataset } from "../dataset.js";
import { mnistFromIdx } from "../mnist-from-idx.js";
import { readIdxFile } from "./read-idx-file.js";

/** Where MNIST lies, and which part of it is wanted. */
export interface LoadMnistOptions {
  /** The folder of the IDX files, for example what `downloadMnist` returns. */
  readonly folder: string;
  /** 60 000 examples ("train") or 10 000 ("test"). */
  readonly part: "train" | "test";
}

/**
 * Reads a part of MNIST from a folder: `x` `[28, 28, 1]` in [0, 1], and `y`, 0 to 9.
 *
 * @throws GenlabError for a folder that cannot be read, for files that are missing or no IDX files of MNIST, and for options that are none.
 */
export async function loadMnist({ folder, part, ...others }: LoadMnistOptions): Promise<Dataset> {
  refuseUnknown("loadMnist", others, { folder, part });
  if (part !== "train" && part !== "test") {
    throw new GenlabError(`There is no part ${describe(part)} of MNIST. Give "train" or "test".`);
  }
  const prefix = part === "train" ? "train" : "t10k";
  const images = await readFirst(folder, [`${prefix}-images-idx3-ubyte`, `${prefix}-images.idx3-ubyte`]);
  const labels = await readFirst(folder, [`${prefix}-labels-idx1-ubyte`, `${prefix}-labels.idx1-ubyte`]);
  return mnistFromIdx(images, labels);
}

async function readFirst(folder: string, names: readonly string[]): Promise<NdArray> {
  const candidates = names.flatMap((name) => [name, `${name}.gz`]);
  const present = await readdir(folder).catch((cause: unknown) => {
    throw new GenlabError(`The folder of MNIST, "${folder}", cannot be read. ${remedy}`, { cause });
  });
  const found = candidates.find((name) => present.includes(name));
  if (!found) {
    throw new GenlabError(`None of ${candidates.join(", ")} is in "${folder}". ${remedy}`);
  }
  return readIdxFile(join(folder, found));
}

const remedy = "Give the folder that holds the files, or get them with downloadMnist.";
