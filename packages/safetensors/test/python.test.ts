import { readFileSync } from "node:fs";
import { decodeSafetensors, encodeSafetensors } from "@genlab/safetensors";
import { describe, expect, it } from "vitest";
import { everyDtype, everyDtypeMetadata } from "./fixtures/content.js";

// the files are written by Python's safetensors, see fixtures/make.py
const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}.safetensors`, import.meta.url));

describe("files written by Python", () => {
  it("are read", () => {
    const { arrays, metadata } = decodeSafetensors(fixture("every-dtype"));
    expect(new Map([...arrays].sort())).toEqual(new Map([...everyDtype].sort()));
    expect(metadata).toEqual(everyDtypeMetadata);
  });

  it("are written, byte for byte, from the same content in any order", () => {
    const expected = new Uint8Array(fixture("every-dtype"));
    expect(encodeSafetensors(everyDtype, everyDtypeMetadata)).toEqual(expected);
    expect(encodeSafetensors(new Map([...everyDtype].reverse()), everyDtypeMetadata)).toEqual(expected);
    expect(encodeSafetensors(new Map())).toEqual(new Uint8Array(fixture("empty")));
  });

  it("may hold narrow floats and booleans, which are widened", () => {
    const { arrays } = decodeSafetensors(fixture("narrow"));
    expect(arrays).toEqual(
      new Map([
        ["brain", { data: new Float32Array([1, -0.0078125, 3.3895313892515355e38, Number.NaN]), shape: [4] }],
        [
          "half",
          { data: new Float32Array([1, -0.5, 65504, 2 ** -24, 2 ** -14, Number.NEGATIVE_INFINITY]), shape: [2, 3] },
        ],
        ["flags", { data: new Uint8Array([1, 0, 1]), shape: [3] }],
      ]),
    );
  });

  it("may be empty", () => {
    expect(decodeSafetensors(fixture("empty"))).toEqual({ arrays: new Map(), metadata: {} });
  });
});
