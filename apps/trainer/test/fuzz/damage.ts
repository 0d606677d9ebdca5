import type { Draw } from "./random.js";

type Change = (bytes: Uint8Array, draw: Draw) => Uint8Array;

/** Sizes, offsets and counts that readers trip over. */
const EDGES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

const CHANGES: readonly Change[] = [
  // one bit
  (bytes, draw) => replaced(bytes, draw(bytes.length), (byte) => byte ^ (1 << draw(8))),
  // one byte
  (bytes, draw) => replaced(bytes, draw(bytes.length), () => draw(256)),
  // a whole number of one to eight bytes, in either order
  (bytes, draw) => {
    const size = 1 << draw(4);
    const value = Buffer.alloc(8);
    value.writeUInt32LE(EDGES[draw(EDGES.length)]!, 0);
    if (draw(2)) value.writeUInt32LE(EDGES[draw(EDGES.length)]!, 4);
    const number = value.subarray(0, size);
    return placed(bytes, draw(Math.max(1, bytes.length - size)), draw(2) ? number : number.toReversed());
  },
  // an end cut off
  (bytes, draw) => bytes.slice(0, draw(bytes.length)),
  // a stretch taken out, or doubled
  (bytes, draw) => {
    const [start, size] = [draw(bytes.length), 1 + draw(16)];
    return joined(bytes.subarray(0, start), bytes.subarray(start + size));
  },
  (bytes, draw) => {
    const [start, size] = [draw(bytes.length), 1 + draw(64)];
    return joined(bytes.subarray(0, start + size), bytes.subarray(start));
  },
  // bytes put in
  (bytes, draw) => {
    const at = draw(bytes.length + 1);
    const more = Uint8Array.from({ length: 1 + draw(8) }, () => draw(256));
    return joined(bytes.subarray(0, at), more, bytes.subarray(at));
  },
  // a digit for a digit, which text is full of
  (bytes, draw) => {
    const digits = [...bytes.keys()].filter((at) => bytes[at]! >= 0x30 && bytes[at]! <= 0x39);
    return digits.length > 0 ? replaced(bytes, digits[draw(digits.length)]!, () => 0x30 + draw(10)) : bytes;
  },
];

/** A file with one to four things wrong in it. */
export function damage(bytes: Uint8Array, draw: Draw): Uint8Array {
  let damaged = bytes;
  for (let left = 1 + draw(4); left > 0; left--) {
    if (damaged.length > 0) damaged = CHANGES[draw(CHANGES.length)]!(damaged, draw);
  }
  return damaged;
}

function replaced(bytes: Uint8Array, at: number, change: (byte: number) => number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = change(copy[at]!);
  return copy;
}

function placed(bytes: Uint8Array, at: number, part: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  copy.set(part.subarray(0, copy.length - at), at);
  return copy;
}

const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
