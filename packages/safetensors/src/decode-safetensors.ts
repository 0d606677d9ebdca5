import { optionsOf, refuseUnknown, requireCounts } from "@genlab/base";
import { describe } from "./describe.js";
import type { NdArray } from "./nd-array.js";
import { otherFormat } from "./other-format.js";
import { readHeader } from "./read-header.js";
import { SafetensorsError } from "./safetensors-error.js";

export interface DecodeOptions {
  /** What errors call the file, such as its path. Default `"safetensors bytes"`. */
  readonly name?: string;
  /** The longest header that is read. Default 100 000 000, the limit of the reference implementation. */
  readonly maxHeaderBytes?: number;
}

export interface DecodedSafetensors {
  /** By tensor name, in the order of the file. */
  readonly arrays: Map<string, NdArray>;
  readonly metadata: Record<string, string>;
}

const lengthBytes = 8;

/**
 * Reads a safetensors file: eight bytes of header length, a JSON header, values. The header is checked whole before
 * anything is allocated for a tensor, and values are copied, so that none shares memory with what was given.
 *
 * F16 and BF16 are widened to `Float32Array`; BOOL is read as a `Uint8Array`. https://github.com/huggingface/safetensors
 *
 * @throws SafetensorsError for bytes that are no whole and sound safetensors file; it names the file and the tensor.
 */
export function decodeSafetensors(given: Uint8Array | ArrayBuffer, options: DecodeOptions = {}): DecodedSafetensors {
  const { name = "safetensors bytes", ...rest } = optionsOf("decodeSafetensors", options);
  const { maxHeaderBytes = 100_000_000, ...others } = rest;
  refuseUnknown("decodeSafetensors", others, { name, maxHeaderBytes });
  requireCounts("decodeSafetensors", { maxHeaderBytes }, 0);
  const bytes = bytesOf(given, name);
  if (bytes.length < lengthBytes) {
    throw new SafetensorsError(
      `${name}: ${bytes.length} bytes, expected at least ${lengthBytes}. Check that this is a whole safetensors file.`,
    );
  }
  const headerBytes = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true);
  const start = lengthBytes + Number(headerBytes);
  const other = start > bytes.length ? otherFormat(bytes) : undefined;
  if (other) throw new SafetensorsError(`${name}: ${other}`);
  if (headerBytes > BigInt(maxHeaderBytes)) {
    throw new SafetensorsError(
      `${name}: a header of ${headerBytes} bytes, expected at most ${maxHeaderBytes}. ` +
        "Check that this is a safetensors file, or raise `maxHeaderBytes`.",
    );
  }
  if (start > bytes.length) {
    throw new SafetensorsError(
      `${name}: a header of ${headerBytes} bytes, expected at most the ${bytes.length - lengthBytes} that are left. ` +
        "The file is cut short: copy or download it again.",
    );
  }

  const { entries, metadata } = readHeader(bytes.subarray(lengthBytes, start), bytes.length - start, name);
  const arrays = new Map<string, NdArray>();
  for (const { tensor, dtype, shape, begin, end } of entries) {
    // a new array, not slice(): a Node Buffer's slice is a view, and a view may be unaligned
    const values = new Uint8Array(end - begin);
    values.set(bytes.subarray(start + begin, start + end));
    arrays.set(tensor, { data: dtype.read(values.buffer), shape });
  }
  return { arrays, metadata };
}

function bytesOf(given: Uint8Array | ArrayBuffer, name: string): Uint8Array {
  if (ArrayBuffer.isView(given)) return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  if (Object.prototype.toString.call(given) === "[object ArrayBuffer]") return new Uint8Array(given);
  throw new SafetensorsError(
    `${name}: ${describe(given)}, expected the file's bytes: a Uint8Array or an ArrayBuffer, as \`await readFile(path)\` gives.`,
  );
}
