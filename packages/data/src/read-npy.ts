import { GenlabError, type NdArray, optionsOf, refuseUnknown, sizeOf } from "@genlab/base";
import { bytesOf } from "./bytes-of.js";
import { cOrder } from "./c-order.js";
import { readNpyHeader } from "./npy-header.js";
import { readNumbers } from "./number-types.js";

/** How an NPY file is read. */
export interface ReadNpyOptions {
  /** What errors call the bytes, for example the file's path. Default "The NPY file". */
  readonly name?: string;
}

/**
 * Reads an array that `numpy.save` wrote, of version 1.0, 2.0 or 3.0, in either byte order, in C's or Fortran's order of indices: bool and
 * uint8 (which are uint8), the other integers (int32), float16, float32 and float64 (float32). Values that are stored as they are in memory
 * share that of `bytes`.
 *
 * @throws GenlabError when the bytes are no NPY file, are cut short, padded or damaged, hold no plain numbers (objects, strings, complex
 * numbers, fields), or a number that int32 or float32 does not hold.
 */
export function readNpy(given: Uint8Array | ArrayBuffer, options: ReadNpyOptions = {}): NdArray {
  const { name = "The NPY file", ...others } = optionsOf("readNpy", options);
  refuseUnknown("readNpy", others, { name });
  const bytes = bytesOf(given, name);
  const header = readNpyHeader(bytes, name);
  const { shape, start, isBigEndian, isFortran } = header;
  const type = header.numberType();
  const needed = start + sizeOf(shape) * type.bytes;
  if (bytes.length !== needed) {
    throw new GenlabError(
      `${name} ${bytes.length < needed ? "is cut short" : "has bytes after its end"}: ` +
        `${type.name} of the shape [${shape.join(", ")}] needs ${needed} bytes, but there are ${bytes.length}.`,
    );
  }
  const data = readNumbers(bytes.subarray(start), type, { isBigEndian, name });
  return { data: isFortran ? cOrder(data, shape) : data, shape };
}
