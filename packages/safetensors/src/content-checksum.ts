import { crc32 } from "@genlab/base";
import type { NdArray } from "./nd-array.js";

const encoder = new TextEncoder();

/**
 * The CRC-32 of a file's content, as eight hexadecimal digits: of a text, such as its metadata, and of the names, shapes and values of arrays in
 * the order of their names. To be noted in metadata: bytes that change within values still make a sound safetensors file.
 */
export function contentChecksum(arrays: ReadonlyMap<string, NdArray>, text = ""): string {
  let sum = crc32(encoder.encode(text));
  for (const name of [...arrays.keys()].sort()) {
    const { data, shape } = arrays.get(name)!;
    sum = crc32(encoder.encode(JSON.stringify([name, shape])), sum);
    sum = crc32(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), sum);
  }
  return sum.toString(16).padStart(8, "0");
}
