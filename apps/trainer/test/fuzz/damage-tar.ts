import { gunzipSync, gzipSync } from "node:zlib";
import { damage } from "./damage.js";
import type { Draw } from "./random.js";

const BLOCK = 512;
const [CHECKSUM, MAGIC] = [148, 257];

/** A TAR archive with bytes changed; every other time its headers have the checksums of what they say then, so that it is believed. */
export function damageTar(given: Uint8Array, draw: Draw): Uint8Array {
  const damaged = damage(given, draw);
  return draw(2) === 0 ? damaged : withChecksums(damaged);
}

/** The same packed by gzip: every other time it is packed anew, so that it can be unpacked. */
export function damageTgz(given: Uint8Array, draw: Draw): Uint8Array {
  return draw(2) === 0 ? damage(given, draw) : new Uint8Array(gzipSync(damageTar(gunzipSync(given), draw)));
}

/**
 * A TAR archive whose headers have the checksums of what they say.
 *
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06
 */
export function withChecksums(archive: Uint8Array): Uint8Array {
  const bytes = Buffer.from(archive);
  for (let at = 0; at + BLOCK <= bytes.length; at += BLOCK) {
    if (bytes.toString("latin1", at + MAGIC, at + MAGIC + 5) !== "ustar") continue;
    bytes.fill(" ", at + CHECKSUM, at + CHECKSUM + 8);
    const sum = bytes.subarray(at, at + BLOCK).reduce((all, byte) => all + byte, 0);
    bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, at + CHECKSUM, "latin1");
  }
  return new Uint8Array(bytes);
}
