/** A file of the origin-private file system that is open; it is read and written at once, in a worker of its page. */
export interface OpenFile {
  read(into: Uint8Array, place: { readonly at: number }): number;
  write(bytes: Uint8Array, place: { readonly at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

// the types of TypeScript's page know nothing of workers, those of its workers nothing of pages
interface OriginFile extends FileSystemFileHandle {
  createSyncAccessHandle?(options: { readonly mode: "readwrite" | "read-only" }): Promise<OpenFile>;
}

/** All that this package keeps for a page lies below it. */
const ROOT = "genlab-images";

/** Whether files can be written here: not in private windows of some browsers, nor outside of a worker. */
export async function hasOriginFiles(): Promise<boolean> {
  try {
    const folder = await originFolder("");
    return folder !== undefined && "createSyncAccessHandle" in FileSystemFileHandle.prototype;
  } catch {
    return false;
  }
}

/** A folder by its name, or the one of all folders; undefined where there is none, and it is not to be made. */
export async function originFolder(name: string, create = true): Promise<FileSystemDirectoryHandle | undefined> {
  if (!globalThis.navigator?.storage?.getDirectory) return undefined;
  const root = await navigator.storage.getDirectory();
  try {
    const own = await root.getDirectoryHandle(ROOT, { create });
    return name === "" ? own : await own.getDirectoryHandle(name, { create });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Opens a file to write, empty, which nobody else may have open meanwhile. */
export async function openToWrite(folder: FileSystemDirectoryHandle, name: string): Promise<OpenFile> {
  const file = (await folder.getFileHandle(name, { create: true })) as OriginFile;
  const opened = await file.createSyncAccessHandle!({ mode: "readwrite" });
  opened.truncate(0); // of what an earlier visit left unfinished
  return opened;
}

/** Opens a file to read; where the browser can, others may do so too. */
export async function openToRead(folder: FileSystemDirectoryHandle, name: string): Promise<OpenFile> {
  const file = (await folder.getFileHandle(name)) as OriginFile;
  return file.createSyncAccessHandle!({ mode: "read-only" });
}

/** The content of a file; undefined where there is none. */
export async function contentOf(folder: FileSystemDirectoryHandle, name: string): Promise<File | undefined> {
  try {
    return await (await folder.getFileHandle(name)).getFile();
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** The names of what lies in a folder. */
export async function namesIn(folder: FileSystemDirectoryHandle): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) names.push(name);
  return names;
}

/** Removes a file, but for one that somebody has open: it goes the next time. */
export async function removeFrom(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  await folder.removeEntry(name).catch(() => undefined);
}

const isNotFound = (error: unknown) => error instanceof DOMException && error.name === "NotFoundError";
