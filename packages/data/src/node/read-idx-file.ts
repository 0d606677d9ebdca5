import { readFile } from "node:fs/promises";
import type { NdArray } from "@genlab/base";
import { readIdx } from "../read-idx.js";

/** Reads an IDX file, plain or in gzip; errors name the path. */
export async function readIdxFile(path: string): Promise<NdArray> {
  return readIdx(await readFile(path), { name: path });
}
