import type { GivenImage } from "../pictures/image-store.js";
import { isPicture } from "../pictures/is-picture.js";
import { unzipped } from "../pictures/unzipped.js";
import type { GivenFile } from "../runs/given-file.js";
import type { Dropped, Given } from "./given.js";

/** Files of an input, or of a folder that an input gave. */
export const givenFiles = (files: readonly File[]): readonly GivenFile[] =>
  files.map((file) => givenFile(file.webkitRelativePath || file.name, file));

/** All files that were dropped, those in folders too: pictures where there are only pictures, in zips or not, else a run. */
export async function givenFrom(dropped: readonly Dropped[]): Promise<Given> {
  const files = (await Promise.all(dropped.map(filesOf))).flat();
  const images = await unzipped(files);
  const areOfPictures = images.every(({ name, file }) => isPicture({ name, type: file.type }));
  if (images.length > 0 && areOfPictures) return { are: "pictures", images };
  return { are: "run", files: files.map(({ name, file }) => givenFile(name, file)) };
}

const givenFile = (path: string, file: File): GivenFile => ({
  path,
  read: async () => new Uint8Array(await file.arrayBuffer()),
});

async function filesOf(entry: Dropped): Promise<readonly GivenImage[]> {
  if (entry instanceof File) return [{ name: entry.name, file: entry }];
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ name: entry.fullPath.replace(/^\//, ""), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    // a reader gives a hundred entries at a time, and none at the end
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(filesOf))).flat();
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
