import { describe, GenlabError } from "@genlab/base";

/** Bytes as `fetch`, Node and others give them. */
export function bytesOf(given: Uint8Array | ArrayBuffer, name: string): Uint8Array {
  if (ArrayBuffer.isView(given)) return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  const tag = Object.prototype.toString.call(given);
  if (tag === "[object ArrayBuffer]" || tag === "[object SharedArrayBuffer]") return new Uint8Array(given);
  throw new GenlabError(`${name} is ${describe(given)}. Give its bytes: a Uint8Array, or an ArrayBuffer.`);
}

/** Room for so many bytes. */
export function roomFor(bytes: number, name: string): Uint8Array {
  try {
    return new Uint8Array(bytes);
  } catch (cause) {
    throw new GenlabError(`${name} needs ${bytes} bytes, more than there is room for in memory. Give a part of it.`, {
      cause,
    });
  }
}
