import type { NdArray } from "@genlab/base";
import { readIdx } from "../read-idx.js";
import { fileBytes } from "./file-bytes.js";

/**
 * Reads an IDX file of any size, plain or in gzip; errors name the path.
 *
 * @throws GenlabError when the file cannot be read, and as `readIdx` does.
 */
export const readIdxFile = async (path: string): Promise<NdArray> => readIdx(await fileBytes(path), { name: path });
