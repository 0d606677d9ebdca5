import { readFile } from "node:fs/promises";
import { GenlabError, type NdArray } from "@genlab/base";
import { readIdx } from "../read-idx.js";
import { reasonOf } from "./mirror-failure.js";

/**
 * Reads an IDX file, plain or in gzip; errors name the path.
 *
 * @throws GenlabError when the file cannot be read, and as `readIdx` does.
 */
export async function readIdxFile(path: string): Promise<NdArray> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new GenlabError(`The IDX file ${path} could not be read: ${reasonOf(cause)}.`, { cause });
  });
  return readIdx(bytes, { name: path });
}
