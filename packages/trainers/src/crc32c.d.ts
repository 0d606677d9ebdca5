/** What the types of crc-32 leave out. */
declare module "crc-32/crc32c.js" {
  const crc32c: {
    /** The CRC-32C of bytes, a signed integer of 32 bits; behind others, of which it was `seed`. */
    buf(data: Uint8Array, seed?: number): number;
  };
  export default crc32c;
}
