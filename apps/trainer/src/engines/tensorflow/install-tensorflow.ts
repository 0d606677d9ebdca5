import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { GenlabError } from "@genlab/core";
import { type DownloadProgress, downloadFile } from "@genlab/data/node";
import { type TensorflowFolder, tensorflowFolder } from "./installed-tensorflow.js";
import { unpackWheel } from "./unpack-wheel.js";
import type { Wheel } from "./wheels.js";

export interface InstallOptions {
  /** What to download. */
  readonly wheel?: Wheel;
  /** An address that has the wheel by its name, in place of the Python Package Index. */
  readonly mirror?: string;
  /** A wheel that is here, instead. Nothing but its own checksums is checked. */
  readonly file?: string;
  readonly onProgress: (progress: DownloadProgress) => void;
  readonly onUnpacking: (name: string) => void;
  /** Opens the library, and tells its version; rejects with the reason where it does not open here. */
  readonly open: (library: string) => Promise<string>;
}

export interface Installed {
  readonly version: string;
  readonly path: string;
  /** Whether it was there before. */
  readonly isOld: boolean;
}

/** The name of the wheel that is installed. */
const NOTE = "wheel.txt";

/** How the names of folders begin that a wheel is unpacked into. */
const FRESH = ".tensorflow-";
/** Milliseconds. Unpacking takes less. */
const HOUR = 3_600_000;

/**
 * Has TensorFlow's libraries in the cache folder, out of a wheel: that from before stays until the new one opens.
 *
 * @throws GenlabError where no address has the wheel, it is another, it cannot be unpacked, or the library does not open here.
 */
export async function installTensorflow(options: InstallOptions): Promise<Installed> {
  const { wheel, mirror, file, onProgress, onUnpacking, open } = options;
  const folder = tensorflowFolder();
  const name = file === undefined ? wheel!.name : basename(file);
  if (file === undefined && (await noted(folder)) === name) {
    return { version: await open(folder.library), path: folder.path, isOld: true };
  }
  const parent = dirname(folder.path);
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent);
  const path = file ?? join(parent, name);
  if (file === undefined) await download(wheel!, { path, mirror, onProgress });
  const fresh = await mkdtemp(join(parent, FRESH));
  try {
    onUnpacking(name);
    await unpackWheel(path, fresh);
    const version = await open(join(fresh, "tensorflow", basename(folder.library))).catch((cause: Error) => {
      throw new GenlabError(`${name} is not for this machine. ${cause.message}`, { cause });
    });
    await writeFile(join(fresh, NOTE), name);
    await rm(folder.path, { recursive: true, force: true });
    await rename(fresh, folder.path);
    if (file === undefined) await rm(path, { force: true });
    return { version, path: folder.path, isOld: false };
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Removes what a process left that was ended while it unpacked. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(FRESH)) continue;
    const path = join(parent, name);
    const at = await stat(path).catch(() => undefined); // another process may have moved it by now
    if (at && Date.now() - at.mtimeMs > HOUR) await rm(path, { recursive: true, force: true });
  }
}

async function noted({ path }: TensorflowFolder): Promise<string | undefined> {
  return readFile(join(path, NOTE), "utf8").catch(() => undefined);
}

interface Download extends Pick<InstallOptions, "onProgress"> {
  readonly path: string;
  readonly mirror: string | undefined;
}

async function download({ name, url, sha256, bytes }: Wheel, { path, mirror, onProgress }: Download): Promise<void> {
  const place = mirror ?? url;
  await downloadFile({ urls: [`${place.replace(/\/?$/, "/")}${name}`], path, fileSha256: sha256, bytes, onProgress });
}
