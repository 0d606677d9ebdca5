import { readFile } from "node:fs/promises";
import type { ImageSource } from "./image-source.js";
import { type FolderEntry, walkFolder } from "./walk-folder.js";

/** The images in a folder and all below it. */
export async function folderSource(folder: string, kinds: readonly string[]): Promise<ImageSource<FolderEntry>> {
  const { entries, passedOver } = await walkFolder(folder, kinds);
  const places = new Map(entries.map(({ path, place }) => [path, place]));
  return {
    place: folder,
    entries,
    passedOver,
    async *open(wanted) {
      for (const [index, { path }] of wanted.entries()) yield { index, read: () => readFile(places.get(path)!) };
    },
  };
}
