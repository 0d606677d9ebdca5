const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/**
 * The checksum of zip and gzip. https://www.rfc-editor.org/rfc/rfc1952#section-8
 *
 * @param before that of the bytes that come before these. Default: there are none
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  let rest = before ^ 0xffffffff;
  for (let i = 0; i < bytes.length; i++) rest = table[(rest ^ bytes[i]!) & 0xff]! ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}
