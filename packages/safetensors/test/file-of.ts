/** A file with a header and values of one's choice, right or wrong. */
export function fileOf(header: string | Uint8Array, values: Uint8Array | number = 0): Uint8Array<ArrayBuffer> {
  const json = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const data = typeof values === "number" ? new Uint8Array(values) : values;
  const file = new Uint8Array(8 + json.length + data.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  file.set(data, 8 + json.length);
  return file;
}
