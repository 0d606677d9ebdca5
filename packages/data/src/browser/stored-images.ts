import { GenlabError } from "@genlab/base";
import { type ImageRows, rowsInMemory } from "../image-rows.js";
import { noteOf } from "./image-names.js";
import {
  contentOf,
  hasOriginFiles,
  namesIn,
  type OpenFile,
  openToRead,
  originFolder,
  removeFrom,
} from "./origin-files.js";
import type { ImageShape, StoredImages, StoredValues } from "./stored.js";

/** Values of more bytes stay in their file. */
const MOST_IN_MEMORY = 128 * 2 ** 20;

/** The shape and the place of images that were stored, as `storeImages` was told them. */
export interface FindStoredOptions
  extends Pick<ImageShape, "width" | "height" | "channels">,
    Partial<Pick<ImageShape, "ground" | "invert">> {
  /** Of the origin's files. Default "default". */
  readonly folder?: string;
}

/** What an earlier visit kept in this shape; undefined where there is nothing. For a worker, as `storeImages`. */
export async function findStoredImages({
  width,
  height,
  channels,
  ground = "black",
  invert = false,
  folder = "default",
}: FindStoredOptions): Promise<StoredImages | undefined> {
  const from = (await hasOriginFiles()) ? await originFolder(folder, false) : undefined;
  if (!from) return undefined;
  const end = noteOf("", { width, height, channels, ground, invert } satisfies ImageShape);
  const notes = (await namesIn(from)).filter((name) => name.endsWith(end));
  for (const note of await newestFirst(from, notes)) {
    const found = await findIn(folder, from, note);
    if (found) return found;
  }
  return undefined;
}

/** A page that ended between writing a note and removing those before it leaves more than one. */
async function newestFirst(from: FileSystemDirectoryHandle, names: readonly string[]): Promise<readonly string[]> {
  const dated = await Promise.all(
    names.map(async (name) => ({ name, date: (await contentOf(from, name))?.lastModified ?? 0 })),
  );
  return dated.toSorted((one, other) => other.date - one.date).map(({ name }) => name);
}

/** What a note says, where it and the values are whole. */
export async function findIn(
  folder: string,
  from: FileSystemDirectoryHandle,
  note: string,
): Promise<StoredImages | undefined> {
  const file = note.replace(/json$/, "values");
  const [said, values] = [await contentOf(from, note), await contentOf(from, file)];
  if (!said || !values) return undefined;
  const { shape, names, unread } = noted(await said.text()) ?? {};
  if (!shape || !names || !unread || values.size !== names.length * shape[0] * shape[1] * shape[2]) return undefined;
  return { shape, names, unread, values: { folder, file } };
}

function noted(text: string): Omit<StoredImages, "values"> | undefined {
  try {
    return JSON.parse(text) as Omit<StoredImages, "values">;
  } catch {
    return undefined; // cut short while it was written
  }
}

/** Removes what was kept of images, but for values that a worker has open, which go the next time; nothing finds them. */
export async function forgetStoredImages(folder = "default"): Promise<void> {
  const from = await originFolder(folder, false);
  if (!from) return;
  const names = await namesIn(from);
  for (const name of names.toSorted()) await removeFrom(from, name); // notes before values
}

/** Rows of images, and what ends with them. */
export interface StoredRows extends ImageRows {
  close(): void;
}

export interface OpenStoredOptions {
  /** Bytes of an image: height × width × channels. */
  readonly size: number;
  /** Values of more bytes stay in their file, of which each row is read when it is asked for, by a worker. Default 128 MiB. */
  readonly mostInMemory?: number;
}

/**
 * The rows of values, for `imageDataset`.
 *
 * @throws GenlabError when they are there no more, or another tab has them in a browser that gives a file to one alone.
 */
export async function openStoredImages(
  values: StoredValues,
  { size, mostInMemory = MOST_IN_MEMORY }: OpenStoredOptions,
): Promise<StoredRows> {
  if ("memory" in values) return inMemory(values.memory, size);
  const folder = await originFolder(values.folder, false);
  const content = folder && (await contentOf(folder, values.file));
  if (!content) throw new GenlabError("The images that this page had kept are gone. Choose them again.");
  if (content.size <= mostInMemory) return inMemory(new Uint8Array(await content.arrayBuffer()), size);
  const path = `${values.folder}/${values.file}`;
  const shared = opened.get(path) ?? { file: openToRead(folder, values.file), users: 0 };
  opened.set(path, shared);
  shared.users += 1;
  const leave = (file?: OpenFile) => {
    shared.users -= 1;
    if (shared.users > 0) return;
    opened.delete(path);
    file?.close();
  };
  const file = await shared.file.catch((cause) => {
    leave();
    throw new GenlabError(
      "The images that this page has kept are open in another tab, and this browser gives them to one alone. Close the other tab.",
      { cause },
    );
  });
  return {
    copy(index, into, offset) {
      const read = file.read(into.subarray(offset, offset + size), { at: index * size });
      if (read < size)
        throw new GenlabError(`Image ${index} of those that this page had kept is cut short. Choose them again.`);
    },
    close: () => leave(file),
  };
}

/** A browser may give a file to one at a time: sessions of this worker that come one after another share it. */
const opened = new Map<string, { readonly file: Promise<OpenFile>; users: number }>();

const inMemory = (values: Uint8Array, size: number): StoredRows => ({ ...rowsInMemory(values, size), close() {} });
