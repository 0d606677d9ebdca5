import { GenlabError, type NdArray, optionsOf, refuseUnknown } from "@genlab/base";
import { bytesOf } from "./bytes-of.js";
import { MOST_NPY_HEADER, readNpyHeader } from "./npy-header.js";
import { readNpy } from "./read-npy.js";
import { type ZipEntry, zipEntries } from "./zip-entries.js";

/** How an NPZ file is read. */
export interface ReadNpzOptions {
  /** What errors call the bytes, for example the file's path. Default "The NPZ file". */
  readonly name?: string;
}

/** An array in a file, of which the header is read. */
export interface StoredArray {
  /** What its values are, also where they are no numbers: "uint8", "object". */
  readonly type: string;
  readonly shape: readonly number[];
  /**
   * Reads the values.
   *
   * @throws GenlabError as `readNpy` does, and where they are damaged.
   */
  read(): Promise<NdArray>;
}

/**
 * Opens a file that `numpy.savez` or `savez_compressed` wrote: its arrays by name, in the order of the file. The values of each are read when
 * they are asked for. What is no array in it is passed over.
 *
 * @throws GenlabError when the bytes are no zip archive, hold no array or one twice, or a header is damaged.
 */
export async function openNpz(
  given: Uint8Array | ArrayBuffer,
  options: ReadNpzOptions = {},
): Promise<ReadonlyMap<string, StoredArray>> {
  const { name = "The NPZ file", ...others } = optionsOf("openNpz", options);
  refuseUnknown("openNpz", others, { name });
  const arrays = new Map<string, StoredArray>();
  for (const entry of zipEntries(bytesOf(given, name), name)) {
    if (!entry.name.endsWith(".npy")) continue;
    const key = entry.name.slice(0, -".npy".length);
    if (arrays.has(key)) throw new GenlabError(`${name} holds the array "${key}" twice. Write it again.`);
    arrays.set(key, await stored(entry, `${name}, "${key}"`));
  }
  if (arrays.size > 0) return arrays;
  throw new GenlabError(`${name} is a zip archive without an array: no file in it ends in .npy.`);
}

async function stored(entry: ZipEntry, name: string): Promise<StoredArray> {
  const { typeName, shape } = readNpyHeader(await entry.begin(MOST_NPY_HEADER), name);
  return { type: typeName, shape, read: async () => readNpy(await entry.content(), { name }) };
}
