import type { GivenFile } from "../runs/given-file.js";

/** Files of an input, or of a folder that an input gave. */
export const givenFiles = (files: readonly File[]): readonly GivenFile[] =>
  files.map((file) => givenFile(file.webkitRelativePath || file.name, file));

/** All files that were dropped, those in folders too. Call it while the event is under way. */
export async function droppedFiles({ items, files }: DataTransfer): Promise<readonly DroppedFile[]> {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return [...files].map((file) => ({ path: file.name, file }));
  return (await Promise.all(entries.map(filesOf))).flat();
}

export interface DroppedFile {
  readonly path: string;
  readonly file: File;
}

export const givenFile = (path: string, file: File): GivenFile => ({
  path,
  read: async () => new Uint8Array(await file.arrayBuffer()),
});

async function filesOf(entry: FileSystemEntry): Promise<readonly DroppedFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//, ""), file }];
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
