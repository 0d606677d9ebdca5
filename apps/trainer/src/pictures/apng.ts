import { crc32 } from "node:zlib";
import { encode } from "fast-png";
import type { Canvas } from "./canvas.js";

/** Before the first chunk. */
const SIGNATURE = 8;

/** The length of a chunk's content and its type, which stand before the content; the checksum stands behind it. */
const [HEAD, CHECKSUM] = [8, 4];

/**
 * An animated PNG that goes round for ever, of frames of one size. Viewers that know none show the first frame.
 * https://www.w3.org/TR/png-3/#apng-frame-based-animation
 *
 * @param rate frames a second, a whole number
 */
export function apngOf(frames: readonly Canvas[], rate: number): Uint8Array<ArrayBuffer> {
  const { width, height } = frames[0]!;
  const encoded = frames.map(({ data }) => Buffer.from(encode({ width, height, data, channels: 3, depth: 8 })));
  let sequence = 0;
  const control = () => chunk("fcTL", int32s(sequence++, width, height, 0, 0), int16s(1, rate), int16s(0));
  const pixels = encoded.flatMap((png, index) => [
    control(),
    ...contentsOf(png, "IDAT").map((data) =>
      index === 0 ? chunk("IDAT", data) : chunk("fdAT", int32s(sequence++), data),
    ),
  ]);
  return new Uint8Array(
    Buffer.concat([
      encoded[0]!.subarray(0, SIGNATURE),
      ...contentsOf(encoded[0]!, "IHDR").map((data) => chunk("IHDR", data)),
      chunk("acTL", int32s(frames.length, 0)),
      ...pixels,
      chunk("IEND"),
    ]),
  );
}

/** The contents of a PNG's chunks of a type. */
function contentsOf(png: Buffer, type: string): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let start = SIGNATURE; start < png.length; ) {
    const end = start + HEAD + png.readUInt32BE(start);
    if (png.toString("latin1", start + 4, start + HEAD) === type) found.push(png.subarray(start + HEAD, end));
    start = end + CHECKSUM;
  }
  return found;
}

function chunk(type: string, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const named = Buffer.concat([Buffer.from(type, "latin1"), content]);
  return Buffer.concat([int32s(content.length), named, int32s(crc32(named))]);
}

function int32s(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
}

function int16s(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, 2 * index);
  return bytes;
}
