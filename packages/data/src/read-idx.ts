import { GenlabError, type NdArray, optionsOf, refuseUnknown, sizeOf } from "@genlab/base";
import { bytesOf } from "./bytes-of.js";
import { type Expansion, expand } from "./expand.js";
import { isGzip } from "./gunzip.js";
import { numberTypes, readNumbers } from "./number-types.js";

/** How an IDX file is read. */
export interface ReadIdxOptions {
  /** What errors call the bytes, for example the file's path. Default "The IDX file". */
  readonly name?: string;
}

const types = new Map([
  [0x08, numberTypes.u1!],
  [0x09, numberTypes.i1!],
  [0x0b, numberTypes.i2!],
  [0x0c, numberTypes.i4!],
  [0x0d, numberTypes.f4!],
  [0x0e, numberTypes.f8!],
]);

/**
 * Reads an IDX file, the format of MNIST, plain or in gzip: uint8, int8 and int16 (which become int32), int32, float32, or float64 (which
 * becomes float32). The format is described at https://web.archive.org/web/2022/http://yann.lecun.com/exdb/mnist/.
 * The values of a plain uint8 file share the memory of `bytes`. Of gzip no more is unpacked than the header says that there is.
 *
 * @throws GenlabError when the bytes are no IDX file, are cut short or damaged, or hold a number that float32 does not.
 */
export async function readIdx(given: Uint8Array | ArrayBuffer, options: ReadIdxOptions = {}): Promise<NdArray> {
  const { name = "The IDX file", ...others } = optionsOf("readIdx", options);
  refuseUnknown("readIdx", others, { name });
  const bytes = bytesOf(given, name);
  const content = isGzip(bytes) ? gzipContent(bytes, name) : plainContent(bytes);
  try {
    return await parse(content, name);
  } finally {
    await content.stop();
  }
}

/** The bytes of a file, one part after another. */
interface Content extends Expansion {
  /** How many bytes there are, if it is known, or that there are more than so many. */
  lengthBeyond(length: number): string;
}

function plainContent(bytes: Uint8Array): Content {
  let start = 0;
  return {
    async read(length) {
      const part = bytes.subarray(start, start + length);
      start += part.length;
      return part;
    },
    isAtEnd: async () => start === bytes.length,
    stop: async () => {},
    lengthBeyond: () => `${bytes.length}`,
  };
}

function gzipContent(bytes: Uint8Array, name: string): Content {
  const expansion = expand(bytes, "gzip", name);
  const unpacked = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (cause) {
      if (cause instanceof GenlabError) throw cause;
      throw new GenlabError(
        `${name} begins as gzip, but its ${bytes.length} bytes cannot be unpacked: ` +
          `they are cut short or damaged. Get it anew.`,
        { cause },
      );
    }
  };
  return {
    read: (length) => unpacked(expansion.read(length)),
    isAtEnd: () => unpacked(expansion.isAtEnd()),
    stop: expansion.stop,
    lengthBeyond: (length) => `more than ${length}`,
  };
}

async function parse(content: Content, name: string): Promise<NdArray> {
  const start = await content.read(4);
  if (start.length < 4) {
    throw new GenlabError(`${name} has ${start.length} bytes, less than the 4 that every IDX file begins with.`);
  }
  const [zero, alsoZero, code, rank] = [start[0]!, start[1]!, start[2]!, start[3]!];
  if (zero !== 0 || alsoZero !== 0) {
    throw new GenlabError(`${name} is no IDX file: it begins with the bytes ${hex(zero)} ${hex(alsoZero)}, not 00 00.`);
  }
  const type = types.get(code);
  if (!type) {
    throw new GenlabError(
      `${name} holds an unknown type (code 0x${hex(code)}). Known are uint8 (0x08), int8 (0x09), int16 (0x0b), int32 (0x0c), ` +
        `float32 (0x0d) and float64 (0x0e).`,
    );
  }
  if (rank === 0) throw new GenlabError(`${name} has no dimensions; at least one is needed.`);
  const headerLength = 4 + 4 * rank;
  const sizes = await content.read(4 * rank);
  if (sizes.length < 4 * rank) {
    throw new GenlabError(
      `${name} is cut short: the header for ${rank} dimensions has ${headerLength} bytes, ` +
        `but there are ${4 + sizes.length}.`,
    );
  }
  const view = new DataView(sizes.buffer, sizes.byteOffset, sizes.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 * axis));
  if (shape.includes(0)) throw new GenlabError(`${name} has the shape [${shape.join(", ")}], so it holds nothing.`);
  const length = sizeOf(shape) * type.bytes;
  const needed = headerLength + length;
  if (!Number.isSafeInteger(needed)) {
    throw new GenlabError(`${name} has the impossible shape [${shape.join(", ")}]: its header is damaged.`);
  }
  const values = await content.read(length);
  if (values.length < length) {
    const found = headerLength + values.length;
    throw new GenlabError(
      `${name} is cut short: the shape [${shape.join(", ")}] needs ${needed} bytes, but there are ${found}.`,
    );
  }
  if (!(await content.isAtEnd())) {
    throw new GenlabError(
      `${name} has bytes after its end: the shape [${shape.join(", ")}] needs ${needed} bytes, but there are ${content.lengthBeyond(needed)}.`,
    );
  }
  return { data: readNumbers(values, type, { isBigEndian: true, name }), shape };
}

const hex = (byte: number): string => byte.toString(16).padStart(2, "0");
