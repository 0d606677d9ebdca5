import type { NumericArray } from "./nd-array.js";

/** How the numbers of one dtype are stored, and the array that they are read into. */
export interface Dtype {
  readonly bytes: number;
  readonly read: (buffer: ArrayBuffer) => NumericArray;
}

/**
 * What can be read, in the order in which the reference implementation sorts tensors: wide numbers first, so that each
 * tensor starts at a multiple of its own width. https://github.com/huggingface/safetensors (`Dtype` in `tensor.rs`)
 */
export const dtypes: ReadonlyMap<string, Dtype> = new Map([
  ["U64", { bytes: 8, read: (buffer) => new BigUint64Array(buffer) }],
  ["I64", { bytes: 8, read: (buffer) => new BigInt64Array(buffer) }],
  ["F64", { bytes: 8, read: (buffer) => new Float64Array(buffer) }],
  ["F32", { bytes: 4, read: (buffer) => new Float32Array(buffer) }],
  ["U32", { bytes: 4, read: (buffer) => new Uint32Array(buffer) }],
  ["I32", { bytes: 4, read: (buffer) => new Int32Array(buffer) }],
  ["BF16", { bytes: 2, read: (buffer) => Float32Array.from(new Uint16Array(buffer), brainFloat) }],
  ["F16", { bytes: 2, read: (buffer) => Float32Array.from(new Uint16Array(buffer), halfFloat) }],
  ["U16", { bytes: 2, read: (buffer) => new Uint16Array(buffer) }],
  ["I16", { bytes: 2, read: (buffer) => new Int16Array(buffer) }],
  ["I8", { bytes: 1, read: (buffer) => new Int8Array(buffer) }],
  ["U8", { bytes: 1, read: (buffer) => new Uint8Array(buffer) }],
  ["BOOL", { bytes: 1, read: (buffer) => new Uint8Array(buffer) }],
] satisfies [string, Dtype][]);

/** The dtype under which an array is written, or undefined for an array that the format does not know. */
export function dtypeOf(data: NumericArray): string | undefined {
  // the tag, not the constructor: arrays from a frame or another realm have their own constructors
  return ArrayBuffer.isView(data) ? writtenAs.get(data[Symbol.toStringTag]) : undefined;
}

const writtenAs: ReadonlyMap<string, string> = new Map([
  ["BigUint64Array", "U64"],
  ["BigInt64Array", "I64"],
  ["Float64Array", "F64"],
  ["Float32Array", "F32"],
  ["Uint32Array", "U32"],
  ["Int32Array", "I32"],
  ["Uint16Array", "U16"],
  ["Int16Array", "I16"],
  ["Int8Array", "I8"],
  ["Uint8Array", "U8"],
  ["Uint8ClampedArray", "U8"],
  ["Float16Array", "F16"], // where JavaScript has it
]);

/** The upper half of a float32. */
function brainFloat(bits: number): number {
  view.setUint32(0, bits << 16);
  return view.getFloat32(0);
}

const view = new DataView(new ArrayBuffer(4));

/** IEEE 754 binary16: one sign bit, five of exponent, ten of fraction. */
function halfFloat(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
