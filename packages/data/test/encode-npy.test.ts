import { encodeNpy, readNpy } from "@genlab/data";
import { expect, it } from "vitest";
import { numpyFile } from "./fixtures/numpy.js";

const numbers = [0, 1, 2, 3, 100, 127];

it.each([
  ["<f4", Float32Array],
  ["<i4", Int32Array],
] as const)("writes the bytes that numpy.save writes of %s", (name, kind) => {
  expect(Buffer.from(encodeNpy({ data: kind.from(numbers), shape: [2, 3] }))).toEqual(Buffer.from(numpyFile(name)));
});

it.each([
  ["one dimension", Uint8Array.of(1, 2, 255), [3]],
  ["no example", new Float32Array(0), [0, 4]],
  ["a number alone", Float32Array.of(-0.1), []],
  ["every kind of number", Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, -0, 1e-45), [2, 2, 1, 1]],
] as const)("is read back as it was: %s", (_, data, shape) => {
  const bytes = encodeNpy({ data, shape });
  expect((bytes.length - data.byteLength) % 64).toBe(0);
  expect(readNpy(bytes)).toEqual({ data, shape });
});

it("refuses numbers that do not fill the shape", () => {
  expect(() => encodeNpy({ data: new Float32Array(5), shape: [2, 3] })).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: encodeNpy: there are 5 numbers for the shape [2,3]. Give 6.]`,
  );
});
