import { GenlabError } from "@genlab/core";
import { encodeSafetensors, type NdArray as StoredArray } from "@genlab/safetensors";
import crc32c from "crc-32/crc32c.js";

const DIGITS = 8;
const PREFIX = "crc32c:";

/** Metadata are sorted, and "checksum" is the first key of a checkpoint: the digits stand at one place, behind the length of the header. */
const START = 8 + `{"__metadata__":{"checksum":"${PREFIX}`.length;

/**
 * The file of a checkpoint whose arrays or metadata were changed on purpose, with the checksum that belongs to them: the CRC-32C of all bytes,
 * its own digits taken for zeros.
 */
export function sealCheckpoint(
  arrays: ReadonlyMap<string, StoredArray>,
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const file = encodeSafetensors(arrays, { ...metadata, checksum: `${PREFIX}${"0".repeat(DIGITS)}` });
  file.set(new TextEncoder().encode(checksumOf(file)), START);
  return file;
}

/** @throws GenlabError for a file whose checksum is another than the one that is noted in it. */
export function requireChecksum(file: Uint8Array, noted: string, name: string): void {
  const found = `${PREFIX}${checksumOf(file)}`;
  if (found === noted) return;
  throw new GenlabError(
    `${name}: the file is damaged. Its checksum is ${found}, and ${noted} is noted in it. ` +
      'Take a copy of it; or, if it was changed on purpose, take "checksum" out of its metadata.',
  );
}

function checksumOf(file: Uint8Array): string {
  const before = crc32c.buf(file.subarray(0, START));
  const digits = crc32c.buf(new Uint8Array(DIGITS).fill("0".charCodeAt(0)), before);
  const all = crc32c.buf(file.subarray(START + DIGITS), digits);
  return (all >>> 0).toString(16).padStart(DIGITS, "0");
}
