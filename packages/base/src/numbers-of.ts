import { describe } from "./describe.js";
import { GenlabError } from "./genlab-error.js";
import type { Numbers } from "./nd-array.js";

/**
 * Numbers of any kind as those that engines compute with, which hold the same values: float64 and float16 become float32 (rounded), small
 * integers and uint32 int32, a plain array float32. Those that are float32, int32 or uint8 stay where they are; the type is read from the
 * array's tag, so that arrays of another realm (a frame, `vm`, Jest) count too.
 *
 * @param where what to call the numbers in errors: `field "x"`
 * @throws GenlabError when they are no numbers, are big integers, or a value has no place in the type.
 */
export function numbersOf(data: ArrayLike<number>, where: string): Numbers {
  if (Array.isArray(data)) return fromList(data, where);
  const kind = kindOf(data);
  const read = kind === undefined ? undefined : readers[kind];
  if (read) return read(data as never, where);
  if (kind === "BigInt64Array" || kind === "BigUint64Array") {
    throw new GenlabError(
      `${where}: the numbers are a ${kind}. Big integers have no place in a tensor: give Int32Array.from(data, Number), or Float32Array.`,
    );
  }
  const found = Object.prototype.toString.call(data).slice(8, -1);
  throw new GenlabError(
    `${where}: the numbers are a ${found}. Give a typed array such as Float32Array, or a list of numbers.`,
  );
}

type Reader = (data: ArrayLike<number> & ArrayBufferView, where: string) => Numbers;

const toInt32: Reader = (data) => Int32Array.from(data);

/** By the tag of the array. */
const readers: Readonly<Record<string, Reader>> = {
  Float32Array: (data) => ownRealm(data, Float32Array),
  Int32Array: (data) => ownRealm(data, Int32Array),
  Uint8Array: (data) => ownRealm(data, Uint8Array),
  Uint8ClampedArray: (data) => new Uint8Array(data.buffer, data.byteOffset, data.length),
  Int8Array: toInt32,
  Int16Array: toInt32,
  Uint16Array: toInt32,
  Uint32Array(data, where) {
    const place =
      data.length === 0 ? -1 : Array.prototype.findIndex.call(data, (value: number) => value > LARGEST_INT32);
    if (place < 0) return Int32Array.from(data);
    throw new GenlabError(
      `${where}: the numbers are a Uint32Array with ${data[place]} at place ${place}, more than int32 holds (${LARGEST_INT32}). Give smaller ones, or a Float32Array.`,
    );
  },
  Float16Array: (data) => Float32Array.from(data),
  Float64Array: toFloat32,
};

const LARGEST_INT32 = 2 ** 31 - 1;

function toFloat32(data: ArrayLike<number>, where: string): Float32Array {
  const values = Float32Array.from(data);
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i]!) || !Number.isFinite(data[i]!)) continue;
    throw new GenlabError(`${where}: the numbers have ${data[i]} at place ${i}, more than float32 holds. Scale them.`);
  }
  return values;
}

function fromList(data: readonly unknown[], where: string): Float32Array {
  for (let i = 0; i < data.length; i++) {
    if (typeof data[i] === "number") continue;
    const nested = Array.isArray(data[i])
      ? " Give one flat list, row after row, and the shape beside it."
      : " Give numbers.";
    throw new GenlabError(`${where}: the numbers have ${describe(data[i])} at place ${i}.${nested}`);
  }
  return toFloat32(data as readonly number[], where);
}

/** The same memory by this realm's own class, which engines ask for. */
function ownRealm<T extends Numbers>(
  data: ArrayLike<number> & ArrayBufferView,
  own: { new (buffer: ArrayBufferLike, byteOffset: number, length: number): T; readonly prototype: T },
): T {
  return data instanceof own ? data : new own(data.buffer, data.byteOffset, data.length);
}

/** A typed array's own name, whatever realm it is of and whatever class it was given. */
const tagOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)!.get!;

const kindOf = (data: unknown): string | undefined => tagOf.call(data) as string | undefined;
