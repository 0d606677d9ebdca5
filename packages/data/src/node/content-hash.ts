import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { isGzip } from "../gunzip.js";

/** SHA-256, in hex, of a file's content, which for a gzip file is what is packed in it; or of the file "as-it-is". */
export async function contentHash(path: string, of: "content" | "as-it-is" = "content"): Promise<string> {
  const hash = createHash("sha256");
  const consume = async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const chunk of chunks) hash.update(chunk);
  };
  // opened after the first look: a stream whose error nobody awaits ends the process
  const packed = isGzip(await firstBytes(path)) && of === "content";
  const file = createReadStream(path);
  await (packed ? pipeline(file, createGunzip(), consume) : pipeline(file, consume));
  return hash.digest("hex");
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const bytes = new Uint8Array(2);
    await file.read(bytes, 0, 2, 0);
    return bytes;
  } finally {
    await file.close();
  }
}
