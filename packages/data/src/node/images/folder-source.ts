import { readFile } from "node:fs/promises";
import type { FolderEntry, ImageSource, SourceOptions } from "./image-source.js";
import { walkFolder } from "./walk-folder.js";

/** The images in a folder and all below it. */
export async function folderSource(options: SourceOptions): Promise<ImageSource<FolderEntry>> {
  const { place, name } = options;
  const { entries, passedOver } = await walkFolder(options);
  return { place, name, entries, passedOver, open: readEntries(entries) };
}

/** Gives those that are asked for in their order. */
export function readEntries(entries: readonly FolderEntry[]): ImageSource["open"] {
  return async function* open(wanted) {
    const places = new Map(entries.map(({ path, place }) => [path, place]));
    for (const [index, { path }] of wanted.entries()) yield { index, read: () => readFile(places.get(path)!) };
  };
}
