import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { GenlabError } from "@genlab/core";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { librariesOf } from "./installed-tensorflow.js";

/**
 * Takes TensorFlow's libraries out of a wheel, and those that a wheel has in `tensorflow.libs` for them, as they lie in it.
 *
 * @throws GenlabError for a file that is no wheel of it, and for a damaged one.
 */
export async function unpackWheel(wheel: string, folder: string): Promise<void> {
  const wanted = new Set(librariesOf().map((name) => `tensorflow/${name}`));
  const zip = await yauzl.openPromise(wheel, { autoClose: false, lazyEntries: true }).catch((cause: Error) => {
    throw new GenlabError(`${wheel} is no wheel: ${cause.message}. Get it anew.`, { cause });
  });
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry;
      if (!wanted.delete(fileName) && !/^tensorflow\.libs\/[^/]+$/.test(fileName)) continue;
      await extract(zip, entry, join(folder, fileName));
    }
  } catch (cause) {
    if (cause instanceof GenlabError) throw cause;
    const { message } = cause as Error;
    throw new GenlabError(`${wheel} could not be unpacked into ${folder}: ${message}`, { cause });
  } finally {
    zip.close();
  }
  if (wanted.size === 0) return;
  throw new GenlabError(
    `${basename(wheel)} holds no ${[...wanted].join(" and no ")}. Give a wheel of tensorflow or tensorflow-cpu for this platform.`,
  );
}

async function extract(zip: ZipFile, entry: Entry, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  let checksum = 0;
  const check = new Transform({
    transform(chunk: Uint8Array, _, done) {
      checksum = crc32(chunk, checksum);
      done(null, chunk);
    },
  });
  await pipeline(await zip.openReadStreamPromise(entry), check, createWriteStream(path));
  if (checksum === entry.crc32) return;
  throw new GenlabError(`${entry.fileName} is damaged in the wheel: its CRC is another. Get the wheel anew.`);
}
