import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { GenlabError, ndArrayOf } from "@genlab/core";
import { int32Of, type NdArray, openNpz, readIdx, readNpy, type StoredArray } from "@genlab/data";
import { fileBytes } from "@genlab/data/node";
import { decodeSafetensors } from "@genlab/safetensors";
import { forCaller } from "../terminal/caller.js";

/** A file of arrays, or several that belong together. */
export interface OpenedArrays {
  /** By name; that of a file with one is "x". */
  readonly arrays: ReadonlyMap<string, StoredArray>;
  /** The path of each, where they lie in files of their own. */
  readonly files?: ReadonlyMap<string, string>;
  /** Of all bytes that were read, in hex. */
  readonly sha256: string;
}

/** How names of the files end that are read. */
export const ARRAY_FILES = ".npy, .npz, .safetensors, or an IDX file such as images-idx3-ubyte.gz";

const IDX = /[-.]idx\d|[-.]ubyte|\.idx$|\.idx\.gz$/;

/** Whether a file's name says that arrays are in it. */
export const isArrayFile = (path: string): boolean =>
  /\.(npy|npz|safetensors)$/i.test(path) || IDX.test(basename(path));

/**
 * Opens a .npy, .npz, .safetensors or IDX file; beside IDX images their labels and the test part are looked for.
 *
 * @throws GenlabError when it cannot be read, or is none of these.
 */
export async function openArrays(path: string): Promise<OpenedArrays> {
  const name = forCaller(path);
  if (IDX.test(basename(path))) return openIdx(path);
  const bytes = await fileBytes(path);
  return { arrays: await arraysOf(bytes, name), sha256: hashOf([bytes]) };
}

async function arraysOf(bytes: Uint8Array, name: string): Promise<ReadonlyMap<string, StoredArray>> {
  if (/\.npy$/i.test(name)) return new Map([["x", inMemory(readNpy(bytes, { name }))]]);
  if (/\.npz$/i.test(name)) return openNpz(bytes, { name });
  if (/\.safetensors$/i.test(name)) {
    const { arrays } = decodeSafetensors(bytes, { name });
    return new Map([...arrays].map(([key, array]) => [key, ofTensor(array, `${name}, "${key}"`)]));
  }
  throw new GenlabError(`${name} is of no kind that is read. Give one that ends in ${ARRAY_FILES}.`);
}

type Tensor = ReturnType<typeof decodeSafetensors>["arrays"] extends Map<string, infer Value> ? Value : never;

function ofTensor({ data, shape }: Tensor, name: string): StoredArray {
  const type = typeOf(data);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    return { type, shape, read: async () => ({ data: int32Of(data, name), shape }) };
  }
  return { type, shape, read: async () => ndArrayOf({ data, shape }, name) };
}

const typeOf = (data: ArrayBufferView): string =>
  Object.prototype.toString.call(data).slice(8, -"Array]".length).replace("Big", "").toLowerCase();

const inMemory = (array: NdArray): StoredArray => ({
  type: typeOf(array.data),
  shape: array.shape,
  read: async () => array,
});

/** Images, their labels, and those of the test part, by the names that MNIST's files have. */
async function openIdx(path: string): Promise<OpenedArrays> {
  const labels = (name: string) => name.replace("images", "labels").replace("idx3", "idx1");
  const file = basename(path);
  const tests = ["t10k", "test"].map((part) => file.replace("train", part));
  const wanted: readonly (readonly [string, readonly string[]])[] = [
    ["x", [file]],
    ["y", file.includes("images") ? [labels(file)] : []],
    ["x_test", file.includes("train") ? tests : []],
    ["y_test", file.includes("train") && file.includes("images") ? tests.map(labels) : []],
  ];
  const arrays = new Map<string, StoredArray>();
  const files = new Map<string, string>();
  const read: Uint8Array[] = [];
  for (const [key, names] of wanted) {
    const packings = names.flatMap((name) => [name, name.endsWith(".gz") ? name.slice(0, -3) : `${name}.gz`]);
    const found = packings.map((name) => join(dirname(path), name)).find((one) => existsSync(one));
    if (found === undefined) continue;
    const bytes = await fileBytes(found);
    read.push(bytes);
    files.set(key, found);
    arrays.set(key, inMemory(await readIdx(bytes, { name: forCaller(found) })));
  }
  return { arrays, files, sha256: hashOf(read) };
}

/** Node takes less than 2 GiB at a time. */
const PART = 2 ** 30;

function hashOf(files: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const bytes of files) {
    for (let start = 0; start < bytes.length; start += PART) hash.update(bytes.subarray(start, start + PART));
  }
  return hash.digest("hex");
}
