import { GenlabError, type Numbers, numbersOf } from "@genlab/base";
import { int32Of } from "./int32-of.js";

/** How a file stores numbers. */
export interface NumberType {
  readonly name: string;
  /** Of one number. */
  readonly bytes: number;
  /** From bytes that lie as this machine has them: the lowest first, at a multiple of a number's size. */
  readonly read: (bytes: Uint8Array, where: string) => Numbers;
}

/** By NumPy's code, such as `f4`. https://numpy.org/doc/stable/reference/arrays.interface.html */
export const numberTypes: Readonly<Record<string, NumberType>> = {
  b1: { name: "bool", bytes: 1, read: truths },
  u1: { name: "uint8", bytes: 1, read: (bytes) => bytes },
  i1: { name: "int8", bytes: 1, read: as(Int8Array) },
  u2: { name: "uint16", bytes: 2, read: as(Uint16Array) },
  i2: { name: "int16", bytes: 2, read: as(Int16Array) },
  u4: { name: "uint32", bytes: 4, read: as(Uint32Array) },
  i4: { name: "int32", bytes: 4, read: as(Int32Array) },
  u8: { name: "uint64", bytes: 8, read: (bytes, where) => int32Of(viewed(bytes, BigUint64Array), where) },
  i8: { name: "int64", bytes: 8, read: (bytes, where) => int32Of(viewed(bytes, BigInt64Array), where) },
  f2: { name: "float16", bytes: 2, read: (bytes) => fromHalf(viewed(bytes, Uint16Array)) },
  f4: { name: "float32", bytes: 4, read: as(Float32Array) },
  f8: { name: "float64", bytes: 8, read: as(Float64Array) },
};

/**
 * The numbers that a file stores, as engines compute with them: float16 and float64 become float32, integers int32, bool uint8. Those that
 * are float32, int32 or uint8 share the memory of `bytes` where they lie so that they can.
 *
 * @throws GenlabError when a value has no place in that type.
 */
export function readNumbers(bytes: Uint8Array, type: NumberType, options: { isBigEndian: boolean; name: string }) {
  const { isBigEndian, name } = options;
  const isSwapped = isBigEndian && type.bytes > 1;
  const placed = isSwapped || bytes.byteOffset % type.bytes > 0 ? Uint8Array.from(bytes) : bytes;
  if (isSwapped) reverseEach(placed, type.bytes);
  return type.read(placed, name);
}

interface ArrayKind<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
}

const viewed = <T>({ buffer, byteOffset, byteLength }: Uint8Array, kind: ArrayKind<T>): T =>
  new kind(buffer, byteOffset, byteLength / kind.BYTES_PER_ELEMENT);

function as(kind: ArrayKind<ArrayLike<number>>): NumberType["read"] {
  return (bytes, where) => numbersOf(viewed(bytes, kind), where);
}

function truths(bytes: Uint8Array, where: string): Uint8Array {
  const place = bytes.findIndex((value) => value > 1);
  if (place < 0) return bytes;
  throw new GenlabError(
    `${where}: the numbers are bool, but have ${bytes[place]} at place ${place}. The file is damaged: write it again.`,
  );
}

/** IEEE 754 binary16: one sign bit, five of exponent, ten of fraction. */
function fromHalf(halves: Uint16Array): Float32Array {
  const values = new Float32Array(halves.length);
  for (let i = 0; i < values.length; i++) {
    const [exponent, fraction] = [(halves[i]! >> 10) & 0x1f, halves[i]! & 0x3ff];
    const sign = halves[i]! >> 15 ? -1 : 1;
    if (exponent === 0) values[i] = sign * fraction * 2 ** -24;
    else if (exponent === 0x1f) values[i] = fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    else values[i] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return values;
}

function reverseEach(bytes: Uint8Array, size: number): void {
  for (let start = 0; start < bytes.length; start += size) {
    for (let low = start, high = start + size - 1; low < high; low++, high--) {
      const byte = bytes[low]!;
      bytes[low] = bytes[high]!;
      bytes[high] = byte;
    }
  }
}
