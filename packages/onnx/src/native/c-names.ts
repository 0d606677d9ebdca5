import type { CApi } from "./c-api.js";

const texts = new WeakMap<BigUint64Array, readonly Uint8Array[]>();

/** An array of pointers to names, which end with a zero and live as long as the array. */
export function cNames({ koffi }: CApi, names: readonly string[]): BigUint64Array {
  const bytes = names.map((name) => new TextEncoder().encode(`${name}\0`));
  const pointers = BigUint64Array.from(bytes, (each) => {
    void each.buffer; // short arrays lie in V8's heap, where they may move, until someone asks for their buffer
    return koffi.address(each);
  });
  texts.set(pointers, bytes);
  return pointers;
}
