import { readdirSync } from "node:fs";
import { join } from "node:path";
import { isImagePlace, publishedDatasets } from "@genlab/data/node";
import type { DataConfig } from "../config/run-config.js";
import { foundAt } from "../files/found-at.js";
import { isArrayFile } from "../files/open-arrays.js";
import { isTable } from "../tables/is-table.js";
import { fromCaller } from "../terminal/caller.js";

/** What has a name. */
export const DATA: readonly string[] = [
  "digits",
  ...Object.keys(publishedDatasets),
  ...["ring", "grid", "swiss-roll", "moons"],
];

/** The data at a path that a user gives: a folder, archive or list of images, a folder of CIFAR's or MNIST's files, a file of arrays, or FILE:NAME, an array in one. */
export function dataAt(text: string): DataConfig | undefined {
  const path = fromCaller(text);
  const found = foundAt(path);
  if (found?.isDirectory()) return folderOf(path);
  if (isTable(path)) return { type: "table", path };
  if (isArrayFile(path)) return { type: "file", path }; // which says so where there is none
  if (found) return isImagePlace(path) ? { type: "images", folder: path } : undefined;
  const [, file, x] = /^(.+):([^:]+)$/s.exec(text) ?? [];
  if (file === undefined || x === undefined) return undefined;
  const given = dataAt(file);
  return given?.type === "file" ? { ...given, x } : undefined;
}

/** What a folder holds, by the names that publishers give their files. */
function folderOf(folder: string): DataConfig {
  const names = readdirSync(folder);
  const has = (...wanted: readonly string[]) => wanted.some((name) => names.includes(name));
  // Python's version has names without an end, and is refused where it is read
  if (has("data_batch_1.bin", "data_batch_1", "cifar-10-binary.tar.gz", "cifar-10-batches-bin")) {
    return { type: "cifar-10", folder };
  }
  if (has("fine_label_names.txt", "cifar-100-binary.tar.gz", "cifar-100-binary")) return { type: "cifar-100", folder };
  const idx = names.sort().find((name) => /^train-images[-.]idx3-ubyte(\.gz)?$/.test(name));
  return idx === undefined ? { type: "images", folder } : { type: "file", path: join(folder, idx) };
}
