import type { NdArray } from "@genlab/base";
import { GenlabError, sizeOf } from "@genlab/base";
import { gunzip, isGzip } from "./gunzip.js";

/** How an IDX file is read. */
export interface ReadIdxOptions {
  /** What errors call the bytes, for example the file's path. Default "The IDX file". */
  readonly name?: string;
}

type Code = 0x08 | 0x0c | 0x0d;

const bytesPerValue: Readonly<Record<Code, number>> = { 8: 1, 12: 4, 13: 4 };
const unsupported: Readonly<Record<number, string>> = { 9: "int8", 11: "int16", 14: "float64" };

/**
 * Reads an IDX file, the format of MNIST, plain or in gzip: uint8 (0x08), int32 (0x0C) or float32 (0x0D).
 * The format is described at https://web.archive.org/web/2022/http://yann.lecun.com/exdb/mnist/.
 * The values of a plain uint8 file share the memory of `bytes`.
 */
export async function readIdx(bytes: Uint8Array, { name = "The IDX file" }: ReadIdxOptions = {}): Promise<NdArray> {
  return parse(isGzip(bytes) ? await unpacked(bytes, name) : bytes, name);
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
  if (!isSupported(code)) {
    const type = unsupported[code] ?? "an unknown type";
    throw new GenlabError(
      `${name} holds ${type} (code 0x${hex(code)}). Supported are uint8 (0x08), int32 (0x0c) and float32 (0x0d).`,
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
  const expected = headerLength + sizeOf(shape) * bytesPerValue[code];
  if (!Number.isSafeInteger(expected)) {
    throw new GenlabError(`${name} has the impossible shape [${shape.join(", ")}]: its header is damaged.`);
  }
  if (bytes.length !== expected) {
    throw new GenlabError(
      `${name} ${bytes.length < expected ? "is cut short" : "has bytes after its end"}: ` +
        `the shape [${shape.join(", ")}] needs ${expected} bytes, but there are ${bytes.length}.`,
    );
  }
  return { data: valuesOf(view, code, headerLength), shape };
}

const isSupported = (code: number): code is Code => code in bytesPerValue;

function valuesOf(view: DataView, code: Code, start: number): NdArray["data"] {
  if (code === 0x08) return new Uint8Array(view.buffer, view.byteOffset + start, view.byteLength - start);
  const length = (view.byteLength - start) / 4;
  // IDX is big-endian, as `DataView` reads by default
  return code === 0x0c
    ? Int32Array.from({ length }, (_, index) => view.getInt32(start + 4 * index))
    : Float32Array.from({ length }, (_, index) => view.getFloat32(start + 4 * index));
}

const hex = (byte: number): string => byte.toString(16).padStart(2, "0");
