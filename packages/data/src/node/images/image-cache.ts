import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { cacheFolderFor } from "../cache-folder.js";
import type { FoundImage } from "./find-images.js";
import { besideOf } from "./value-file.js";

/** Fewer images, of fewer bytes, are quickly read again. */
const CACHED_FROM = { images: 500, bytes: 32 * 2 ** 20 };

/** The place of what was learned of some images, which other images, or the same when they have changed, do not find. */
export interface ImageCache {
  /** Holds what is of one folder or archive. */
  readonly folder: string;
  /** The path of a file of this name. */
  file(name: string): string;
  /** What was stored; undefined where nothing was, or nothing that is whole. */
  read(name: string): Promise<unknown>;
  /** Stores what JSON can say, whole or not at all. */
  write(name: string, content: unknown): Promise<void>;
  /** Removes what is of images that are there no more, and what others left unfinished. */
  tidy(): Promise<void>;
}

/** The folder of all caches of images. */
export const cacheRoot = (): string =>
  join(cacheFolderFor({ environment: process.env, platform: process.platform, home: homedir() }), "images");

/** @param place the folder or archive that they lie in */
export async function openCache(place: string, images: readonly FoundImage[], root: string): Promise<ImageCache> {
  const folder = join(root, hashOf(await realpath(place)));
  const key = hashOf(JSON.stringify(images.map(({ name, entry }) => [name, entry.size, entry.stamp])));
  const file = (name: string) => join(folder, `${key}-${name}`);
  return {
    folder,
    file,
    async read(name) {
      try {
        return JSON.parse((await readFile(file(name))).toString()) as unknown;
      } catch {
        return undefined;
      }
    },
    async write(name, content) {
      await mkdir(folder, { recursive: true });
      const beside = besideOf(file(name));
      try {
        await writeFile(beside, JSON.stringify(content));
        await rename(beside, file(name));
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
    },
    async tidy() {
      for (const name of await readdir(folder)) {
        const isStale = name.endsWith(".part") ? !isRunning(Number(name.split(".").at(-2))) : !name.startsWith(key);
        if (isStale) await rm(join(folder, name), { force: true });
      }
    },
  };
}

/** Whether reading images takes long enough to keep what comes of it. */
export const isWorthKeeping = (images: readonly FoundImage[]): boolean =>
  images.length >= CACHED_FROM.images || images.reduce((sum, { entry }) => sum + entry.size, 0) >= CACHED_FROM.bytes;

/** Whether a file has this many bytes. */
export async function hasSize(path: string, size: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.size === size;
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
