import { homedir } from "node:os";
import { join } from "node:path";
import { describe, GenlabError, optionsOf, refuseUnknown } from "@genlab/base";
import { cacheFolderFor } from "./cache-folder.js";
import { downloadFile } from "./download-file.js";
import type { DownloadOptions } from "./download-options.js";

/** Where MNIST comes from, and where it goes. */
export interface DownloadMnistOptions extends DownloadOptions {
  /**
   * The files go to the folder `mnist` in it.
   * Default: `$XDG_CACHE_HOME/genlab`, `%LOCALAPPDATA%\genlab` on Windows, or `~/.cache/genlab`.
   */
  readonly cacheFolder?: string;
  /** Addresses that hold the four files in gzip, tried in order. Default: two public ones. */
  readonly mirrors?: readonly string[];
}

const publicMirrors = [
  "https://ossci-datasets.s3.amazonaws.com/mnist/",
  "https://storage.googleapis.com/cvdf-datasets/mnist/",
];

/** SHA-256 of the uncompressed files, by name. */
export const mnistFiles: Readonly<Record<string, string>> = {
  "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
};

/**
 * Downloads the four files of MNIST, 11 MB, unless they are there already, and returns their folder for `loadMnist`.
 * Y. LeCun, C. Cortes and C. J. C. Burges, http://yann.lecun.com/exdb/mnist/.
 *
 * @throws GenlabError for options that cannot be, when no mirror has a file, and when the disk refuses.
 */
export async function downloadMnist(options: DownloadMnistOptions = {}): Promise<string> {
  return downloadMnistFiles(mnistFiles, options);
}

/** `downloadMnist` with other files, by name, and their SHA-256. */
export async function downloadMnistFiles(
  files: Readonly<Record<string, string>>,
  given: DownloadMnistOptions,
): Promise<string> {
  const {
    cacheFolder = defaultCacheFolder(),
    mirrors = publicMirrors,
    onProgress,
    signal,
    fetch,
    ...others
  } = optionsOf("downloadMnist", given);
  refuseUnknown("downloadMnist", others, { cacheFolder, mirrors, onProgress, signal, fetch });
  if (!Array.isArray(mirrors)) throw new GenlabError(`mirrors is ${describe(mirrors)}. Give a list of addresses.`);
  if (typeof cacheFolder !== "string")
    throw new GenlabError(`cacheFolder is ${describe(cacheFolder)}. Give a folder, a string.`);
  const folder = join(cacheFolder, "mnist");
  for (const [name, sha256] of Object.entries(files)) {
    await downloadFile({
      ...(onProgress && { onProgress }),
      ...(signal && { signal }),
      ...(fetch && { fetch }),
      urls: mirrors.map((mirror) => `${mirror.replace(/\/?$/, "/")}${name}.gz`),
      path: join(folder, `${name}.gz`),
      sha256,
    });
  }
  return folder;
}

const defaultCacheFolder = (): string =>
  cacheFolderFor({ environment: process.env, platform: process.platform, home: homedir() });
