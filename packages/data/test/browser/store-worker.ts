import * as browser from "../../src/browser.js";
import { imageDataset } from "../../src/image-dataset.js";

const acts = {
  store: (images: readonly browser.GivenImage[], options: browser.StoreImagesOptions) =>
    browser.storeImages(images, options),
  find: browser.findStoredImages,
  forget: browser.forgetStoredImages,
  /** The batch of these rows, by each of two that have them open at once, and by another when they are closed. */
  async batches({ values, shape }: browser.StoredImages, indices: readonly number[], mostInMemory?: number) {
    const options = { size: shape[0] * shape[1] * shape[2], ...(mostInMemory !== undefined && { mostInMemory }) };
    const open = () => browser.openStoredImages(values, options);
    const batchOf = (rows: browser.StoredRows) => {
      try {
        return imageDataset({ rows, indices, shape }).batch(indices.map((_, i) => i)).x!.data;
      } finally {
        rows.close();
      }
    };
    const [first, second] = await Promise.all([open(), open()]);
    first.close();
    return [batchOf(second), batchOf(await open())];
  },
  /** Cuts a file of values short, or removes it. */
  async spoil({ values }: browser.StoredImages, bytes: number | null) {
    if (!("file" in values)) throw new Error("in memory");
    const folder = await folderOf(values.folder);
    if (bytes === null) return folder.removeEntry(values.file);
    const file = await (await folder.getFileHandle(values.file)).createWritable({ keepExistingData: true });
    await file.truncate(bytes);
    return file.close();
  },
  /** What lies in a folder. */
  async filesIn(name: string) {
    const files: [name: string, content: Uint8Array<ArrayBuffer>][] = [];
    const folder = await folderOf(name);
    for await (const entry of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) {
      const file = await (await folder.getFileHandle(entry)).getFile();
      files.push([entry, new Uint8Array(await file.arrayBuffer())]);
    }
    return files;
  },
  async put(name: string, files: readonly (readonly [name: string, content: Uint8Array<ArrayBuffer>])[]) {
    const folder = await folderOf(name);
    for (const [entry, content] of files) {
      const file = await (await folder.getFileHandle(entry, { create: true })).createWritable();
      await file.write(content);
      await file.close();
    }
  },
  /** As where everything that the browser gives is used. */
  async fill() {
    StorageManager.prototype.estimate = async () => ({ quota: 1000, usage: 1000 });
  },
  /** As where another tab has the files open. */
  async refuseToOpen() {
    const handle = FileSystemFileHandle.prototype as unknown as { createSyncAccessHandle(): Promise<never> };
    handle.createSyncAccessHandle = () => Promise.reject(new DOMException("no", "NoModificationAllowedError"));
  },
  /** Takes the file system away. */
  async refuse() {
    StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException("no", "SecurityError"));
  },
};

async function folderOf(name: string) {
  const root = await navigator.storage.getDirectory();
  return (await root.getDirectoryHandle("genlab-images")).getDirectoryHandle(name);
}

export type Acts = typeof acts;

self.addEventListener("message", async ({ data: [id, name, ...given] }) => {
  const act = acts[name as keyof Acts] as (...all: readonly unknown[]) => Promise<unknown>;
  const answer = await act(...given).then(
    (value) => ({ id, value }),
    (error: Error) => ({ id, message: error.message }),
  );
  self.postMessage(answer);
});
