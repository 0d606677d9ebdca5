import { decodeSafetensors, encodeSafetensors, type NdArray, SafetensorsError } from "@genlab/safetensors";
import { describe, expect, it } from "vitest";

const file = encodeSafetensors(
  new Map<string, NdArray>([
    ["a", { data: new Float32Array([1, 2]), shape: [2, 1] }],
    ["b", { data: new BigInt64Array([3n]), shape: [] }],
    ["c", { data: new Uint8Array([4]), shape: [1] }],
  ]),
  { note: "é" },
);

/** Decodes or is refused; true when decoded. */
function survives(bytes: Uint8Array): boolean {
  try {
    const { arrays } = decodeSafetensors(bytes);
    let held = 0;
    for (const { data } of arrays.values()) held += data.byteLength;
    // no narrow floats here, so what is held is part of the file
    if (held > bytes.length) throw new Error(`${held} bytes were made of ${bytes.length}`);
    return true;
  } catch (error) {
    if (error instanceof SafetensorsError) return false;
    throw error;
  }
}

describe("a damaged file", () => {
  it("is decoded or refused, whatever byte has whatever value", () => {
    let decoded = 0;
    for (let at = 0; at < file.length; at++) {
      const bytes = file.slice();
      for (let value = 0; value < 256; value++) {
        bytes[at] = value;
        if (survives(bytes)) decoded++;
      }
    }
    // any value may stand in the 17 bytes of tensors
    expect(decoded).toBeGreaterThan(17 * 256);
  });

  it("is refused when cut or lengthened anywhere", () => {
    for (let length = 0; length < file.length; length++) expect(survives(file.subarray(0, length))).toBe(false);
    const longer = new Uint8Array(file.length + 1);
    longer.set(file);
    expect(survives(longer)).toBe(false);
  });

  it("is refused when a byte of the header is missing or doubled", () => {
    const end = file.length - 17;
    for (let at = 0; at < end; at++) {
      expect(survives(Uint8Array.from([...file.subarray(0, at), ...file.subarray(at + 1)]))).toBe(false);
      expect(survives(Uint8Array.from([...file.subarray(0, at + 1), ...file.subarray(at)]))).toBe(false);
    }
  });
});
