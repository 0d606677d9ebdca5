import { homedir } from "node:os";
import { join } from "node:path";
import { describe, GenlabError, optionsOf, refuseUnknown, suggestion } from "@genlab/base";
import { cacheFolderFor } from "./cache-folder.js";
import { downloadFile } from "./download-file.js";
import type { DownloadOptions } from "./download-options.js";
import { type DatasetName, type PublishedDataset, publishedDatasets } from "./published-datasets.js";

/** Where a dataset comes from, and where it goes. */
export interface DownloadDatasetOptions extends DownloadOptions {
  /**
   * The files go to a folder in it that has the dataset's name.
   * Default: `$XDG_CACHE_HOME/genlab`, `%LOCALAPPDATA%\genlab` on Windows, or `~/.cache/genlab`.
   */
  readonly cacheFolder?: string;
  /** Addresses that hold the files, tried in order. Default: public ones. */
  readonly mirrors?: readonly string[];
}

/**
 * Downloads a dataset by its name, unless it is there already, and returns its folder for `loadDataset`: MNIST (11 MB), Fashion-MNIST (30 MB),
 * Kuzushiji-MNIST (21 MB), EMNIST (562 MB), CIFAR-10 (170 MB) or CIFAR-100 (169 MB). What comes is checked against published checksums.
 *
 * @throws GenlabError for a name or options that cannot be, when no mirror has a file, and when the disk refuses.
 */
export async function downloadDataset(name: DatasetName, options: DownloadDatasetOptions = {}): Promise<string> {
  if (Object.hasOwn(publishedDatasets, name)) return downloadPublished(name, publishedDatasets[name], options);
  throw new GenlabError(
    `There is no dataset ${describe(name)}. ${suggestion(`${name}`, Object.keys(publishedDatasets), "datasets")}`,
  );
}

/** The same, of any dataset. */
export async function downloadPublished(
  name: string,
  { mirrors: publicMirrors, files }: Pick<PublishedDataset, "mirrors" | "files">,
  given: DownloadDatasetOptions,
): Promise<string> {
  const { cacheFolder = defaultCacheFolder(), mirrors = publicMirrors, ...rest } = optionsOf("downloadDataset", given);
  const { onProgress, signal, fetch, patience, ...others } = rest;
  refuseUnknown("downloadDataset", others, { cacheFolder, mirrors, onProgress, signal, fetch, patience });
  if (!Array.isArray(mirrors)) throw new GenlabError(`mirrors is ${describe(mirrors)}. Give a list of addresses.`);
  if (typeof cacheFolder !== "string")
    throw new GenlabError(`cacheFolder is ${describe(cacheFolder)}. Give a folder, a string.`);
  const folder = join(cacheFolder, name);
  for (const { name: file, ...checks } of files) {
    await downloadFile({
      ...rest,
      ...checks,
      urls: mirrors.map((mirror) => `${mirror.replace(/\/?$/, "/")}${file}`),
      path: join(folder, file),
    });
  }
  return folder;
}

const defaultCacheFolder = (): string =>
  cacheFolderFor({ environment: process.env, platform: process.platform, home: homedir() });
