import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { GenlabError } from "@genlab/base";
import { reasonOf } from "./mirror-failure.js";

/** A file in an archive. */
export interface TarFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;

/** The archives that are read here have 184 MB. */
const MOST_BYTES = 2 ** 30;

/**
 * The plain files in a .tar.gz archive, whose names have 100 letters at most.
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06
 *
 * @throws GenlabError when the bytes are no such archive, or a damaged one.
 */
export async function tarFiles(packed: Uint8Array, archive: string): Promise<readonly TarFile[]> {
  const damaged = (what: string, cause?: unknown) =>
    new GenlabError(`${archive} is no whole .tar.gz archive: ${what}. Get it anew.`, { cause });
  const bytes = await promisify(gunzip)(packed, { maxOutputLength: MOST_BYTES }).catch((cause: unknown) => {
    throw damaged(`it cannot be unpacked (${reasonOf(cause)})`, cause);
  });
  const files: TarFile[] = [];
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return files;
    const text = (start: number, length: number) => header.toString("latin1", start, start + length).split("\0")[0]!;
    const size = Number.parseInt(text(124, 12), 8);
    if (checksumOf(header) !== Number.parseInt(text(148, 8), 8) || !(size >= 0)) throw damaged("a header is damaged");
    const end = at + BLOCK + size;
    if (end > bytes.length) throw damaged("it is cut short");
    const type = text(156, 1);
    if (type === "" || type === "0") files.push({ name: text(0, 100), bytes: bytes.subarray(at + BLOCK, end) });
    at = Math.ceil(end / BLOCK) * BLOCK;
  }
  throw damaged("it has no end");
}

/** The sum of all bytes, with spaces where it stands itself. */
function checksumOf(header: Uint8Array): number {
  return header.reduce((sum, byte, place) => sum + (place >= 148 && place < 156 ? 32 : byte), 0);
}
