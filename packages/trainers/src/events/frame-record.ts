import crc32c from "crc-32/crc32c.js";

/** A record as TensorFlow's files frame it: its length and itself, each with a masked CRC-32C behind it; all little endian. */
export function frameRecord(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const record = new Uint8Array(data.length + 16);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, masked(crc32c.buf(record.subarray(0, 8))), true);
  record.set(data, 12);
  view.setUint32(12 + data.length, masked(crc32c.buf(data)), true);
  return record;
}

/** Rotated right by 15 bits, plus a constant: a checksum of data that hold checksums would be weak. */
function masked(checksum: number): number {
  return ((checksum >>> 15) | (checksum << 17)) + 0xa282ead8;
}
