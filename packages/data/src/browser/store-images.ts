import { GenlabError, optionsOf, refuseUnknown, requireCounts } from "@genlab/base";
import { imageKey, nameOf, noteOf } from "./image-names.js";
import { ImageReader } from "./image-reader.js";
import {
  contentOf,
  hasOriginFiles,
  namesIn,
  type OpenFile,
  openToWrite,
  originFolder,
  removeFrom,
} from "./origin-files.js";
import type { GivenImage, ImageShape, StoredImages } from "./stored.js";
import { type FindStoredOptions, findIn } from "./stored-images.js";

/** How images are read, and where they are kept: what was kept in that folder before of other images goes. */
export interface StoreImagesOptions extends FindStoredOptions {
  /** Hears how many are read. */
  readonly onProgress?: (done: number, of: number) => void;
  /** Bytes of values, where they cannot be kept: of more images, so many are read as these hold, from all over them. Default: all. */
  readonly mostInMemory?: number;
}

/** Images that wait, decoded, for their turn to be drawn. */
const AHEAD = 4;

/** Of what the browser would give: the page may need room for other things. */
const SHARE_OF_ROOM = 0.8;

/**
 * Reads images in one size, each once, into one file of bytes in the origin-private file system of the page, where `openStoredImages` reads
 * rows of it. The same files (by name, size and date) are not read again, at this visit or a later one. Where nothing can be kept, as in
 * private windows of some browsers, outside of a worker, or where there is no room, the values lie in memory. What was kept of other images
 * goes when these are whole, or before they are read where there is no room beside it. For a worker: a page stands still meanwhile.
 *
 * @throws GenlabError when an option cannot be meant.
 */
export async function storeImages(images: readonly GivenImage[], options: StoreImagesOptions): Promise<StoredImages> {
  const given = optionsOf("storeImages", options);
  const {
    width,
    height,
    channels,
    ground = "black",
    invert = false,
    folder = "default",
    onProgress,
    mostInMemory = Number.POSITIVE_INFINITY,
    ...others
  } = given;
  refuseUnknown("storeImages", others, { width, height, channels, ground, invert, folder, onProgress, mostInMemory });
  requireCounts("storeImages", { width, height });
  if (channels !== 1 && channels !== 3)
    throw new GenlabError(`storeImages got ${channels} channels. Give 1 for grey, or 3 for colours.`);
  const shape: ImageShape = { width, height, channels, ground, invert };
  const size = width * height * channels;
  const inMemory = () => read(evenly(images, Math.floor(mostInMemory / size)), shape, { onProgress });
  const into = images.length > 0 && (await hasOriginFiles()) ? await originFolder(folder) : undefined;
  if (!into) return inMemory();
  const key = await imageKey(images);
  const kept = await findIn(folder, into, noteOf(key, shape));
  if (kept) return kept;
  if (!(await makeRoom(into, key, images.length * size))) return inMemory();
  const name = nameOf(key, shape);
  let file: OpenFile | undefined;
  try {
    file = await openToWrite(into, name);
    const stored = await read(images, shape, { onProgress, file });
    file.flush();
    file.close();
    const { names, unread } = stored;
    if (names.length === 0) {
      await removeFrom(into, name);
      return { ...stored, values: { memory: new Uint8Array() } };
    }
    await write(into, noteOf(key, shape), JSON.stringify({ shape: stored.shape, names, unread }));
    for (const other of await othersIn(into, key)) await removeFrom(into, other);
    return { ...stored, values: { folder, file: name } };
  } catch (error) {
    file?.close(); // twice is once
    if (file) await removeFrom(into, name); // else it is another tab's
    if (!(error instanceof DOMException)) throw error;
    return inMemory(); // no room after all, or another tab writes the same
  }
}

/** Whether so many bytes of values can be kept for this page, by a worker, beside what it keeps. */
export async function canStoreImages(bytes: number): Promise<boolean> {
  return (await hasOriginFiles()) && (await hasRoom(bytes));
}

/** @param freed bytes that are used now, and will not be */
async function hasRoom(bytes: number, freed = 0): Promise<boolean> {
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  return bytes < SHARE_OF_ROOM * (quota - usage + freed);
}

/** Whether there is room, for which other images go where they have to. */
async function makeRoom(folder: FileSystemDirectoryHandle, key: string, bytes: number): Promise<boolean> {
  if (await hasRoom(bytes)) return true;
  const others = await othersIn(folder, key);
  let freed = 0;
  for (const other of others) freed += (await contentOf(folder, other))?.size ?? 0;
  if (!(await hasRoom(bytes, freed))) return false;
  for (const other of others.toSorted()) await removeFrom(folder, other); // notes before values
  return true;
}

/** What is kept of other images. */
const othersIn = async (folder: FileSystemDirectoryHandle, key: string): Promise<readonly string[]> =>
  (await namesIn(folder)).filter((name) => !name.startsWith(key));

/** Some of the images from all over them, one at least. */
function evenly(images: readonly GivenImage[], most: number): readonly GivenImage[] {
  const count = Math.max(1, most);
  if (images.length <= count) return images;
  return Array.from({ length: count }, (_, place) => images[Math.floor((place * images.length) / count)]!);
}

interface Reading {
  readonly onProgress: StoreImagesOptions["onProgress"];
  /** Default: memory. */
  readonly file?: OpenFile;
}

async function read(
  images: readonly GivenImage[],
  shape: ImageShape,
  { onProgress, file }: Reading,
): Promise<StoredImages> {
  const { width, height, channels } = shape;
  const size = width * height * channels;
  const reader = new ImageReader(shape);
  const memory = new Uint8Array(file ? 0 : images.length * size);
  const [names, unread]: [string[], string[]] = [[], []];
  const decoded = images.slice(0, AHEAD).map(decode);
  for (const [index, { name }] of images.entries()) {
    const image = await decoded.shift()!;
    const next = images[index + AHEAD];
    if (next) decoded.push(decode(next));
    if (image) {
      const levels = reader.levels(image);
      image.close();
      if (file) writeAll(file, levels, names.length * size);
      else memory.set(levels, names.length * size);
    }
    (image ? names : unread).push(name);
    onProgress?.(index + 1, images.length);
  }
  const values = { memory: memory.subarray(0, names.length * size) };
  return { shape: [height, width, channels], names, unread, values };
}

const decode = ({ file }: GivenImage): Promise<ImageBitmap | null> => createImageBitmap(file).catch(() => null);

/** @throws DOMException when there is no room. */
function writeAll(file: OpenFile, bytes: Uint8Array, at: number): void {
  if (file.write(bytes, { at }) < bytes.length)
    throw new DOMException("The file could not be written.", "QuotaExceededError");
}

async function write(folder: FileSystemDirectoryHandle, name: string, text: string): Promise<void> {
  const file = await openToWrite(folder, name);
  try {
    writeAll(file, new TextEncoder().encode(text), 0);
    file.flush();
  } finally {
    file.close();
  }
}
