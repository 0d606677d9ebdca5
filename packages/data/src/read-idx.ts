import { describe, GenlabError, type NdArray, numbersOf, optionsOf, refuseUnknown, sizeOf } from "@genlab/base";
import { gunzip, isGzip } from "./gunzip.js";

/** How an IDX file is read. */
export interface ReadIdxOptions {
  /** What errors call the bytes, for example the file's path. Default "The IDX file". */
  readonly name?: string;
}

interface Type {
  readonly bytes: number;
  /** IDX is big-endian, as `DataView` reads by default. */
  readonly read: (view: DataView, offset: number) => number;
  readonly array: {
    from(values: { readonly length: number }, map: (_: unknown, i: number) => number): ArrayLike<number>;
  };
}

const types: Readonly<Record<number, Type>> = {
  9: { bytes: 1, read: (view, offset) => view.getInt8(offset), array: Int8Array },
  11: { bytes: 2, read: (view, offset) => view.getInt16(offset), array: Int16Array },
  12: { bytes: 4, read: (view, offset) => view.getInt32(offset), array: Int32Array },
  13: { bytes: 4, read: (view, offset) => view.getFloat32(offset), array: Float32Array },
  14: { bytes: 8, read: (view, offset) => view.getFloat64(offset), array: Float64Array },
};

const UINT8 = 0x08;

/**
 * Reads an IDX file, the format of MNIST, plain or in gzip: uint8, int8 and int16 (which become int32), int32, float32, or float64 (which
 * becomes float32). The format is described at https://web.archive.org/web/2022/http://yann.lecun.com/exdb/mnist/.
 * The values of a plain uint8 file share the memory of `bytes`.
 *
 * @throws GenlabError when the bytes are no IDX file, are cut short or damaged, or hold a number that float32 does not.
 */
export async function readIdx(given: Uint8Array | ArrayBuffer, options: ReadIdxOptions = {}): Promise<NdArray> {
  const { name = "The IDX file", ...others } = optionsOf("readIdx", options);
  refuseUnknown("readIdx", others, { name });
  const bytes = bytesOf(given, name);
  return parse(isGzip(bytes) ? await unpacked(bytes, name) : bytes, name);
}

function bytesOf(given: Uint8Array | ArrayBuffer, name: string): Uint8Array {
  if (given instanceof Uint8Array) return given;
  if (ArrayBuffer.isView(given)) {
    const { buffer, byteOffset, byteLength } = given as ArrayBufferView;
    return new Uint8Array(buffer, byteOffset, byteLength);
  }
  const tag = Object.prototype.toString.call(given);
  if (tag === "[object ArrayBuffer]" || tag === "[object SharedArrayBuffer]") return new Uint8Array(given);
  throw new GenlabError(`${name} is ${describe(given)}. Give its bytes: a Uint8Array, or an ArrayBuffer.`);
}

async function unpacked(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  try {
    return await gunzip(bytes);
  } catch (cause) {
    throw new GenlabError(
      `${name} begins as gzip, but its ${bytes.length} bytes cannot be unpacked: ` +
        `they are cut short or damaged. Get it anew.`,
      { cause },
    );
  }
}

function parse(bytes: Uint8Array, name: string): NdArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4) {
    throw new GenlabError(`${name} has ${bytes.length} bytes, less than the 4 that every IDX file begins with.`);
  }
  const [zero, alsoZero, code, rank] = [bytes[0]!, bytes[1]!, bytes[2]!, bytes[3]!];
  if (zero !== 0 || alsoZero !== 0) {
    throw new GenlabError(`${name} is no IDX file: it begins with the bytes ${hex(zero)} ${hex(alsoZero)}, not 00 00.`);
  }
  const type = types[code];
  if (!type && code !== UINT8) {
    throw new GenlabError(
      `${name} holds an unknown type (code 0x${hex(code)}). Known are uint8 (0x08), int8 (0x09), int16 (0x0b), int32 (0x0c), ` +
        `float32 (0x0d) and float64 (0x0e).`,
    );
  }
  if (rank === 0) throw new GenlabError(`${name} has no dimensions; at least one is needed.`);
  const headerLength = 4 + 4 * rank;
  if (bytes.length < headerLength) {
    throw new GenlabError(
      `${name} is cut short: the header for ${rank} dimensions has ${headerLength} bytes, ` +
        `but there are ${bytes.length}.`,
    );
  }
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  if (shape.includes(0)) throw new GenlabError(`${name} has the shape [${shape.join(", ")}], so it holds nothing.`);
  const expected = headerLength + sizeOf(shape) * (type?.bytes ?? 1);
  if (!Number.isSafeInteger(expected)) {
    throw new GenlabError(`${name} has the impossible shape [${shape.join(", ")}]: its header is damaged.`);
  }
  if (bytes.length !== expected) {
    throw new GenlabError(
      `${name} ${bytes.length < expected ? "is cut short" : "has bytes after its end"}: ` +
        `the shape [${shape.join(", ")}] needs ${expected} bytes, but there are ${bytes.length}.`,
    );
  }
  if (!type) return { data: bytes.subarray(headerLength), shape };
  const values = type.array.from({ length: sizeOf(shape) }, (_, i) => type.read(view, headerLength + type.bytes * i));
  return { data: numbersOf(values, name), shape };
}

const hex = (byte: number): string => byte.toString(16).padStart(2, "0");
