import { decodeSafetensors, encodeSafetensors } from "@genlab/safetensors";
import { expect, it } from "vitest";

const given = <Value>(value: unknown) => value as Value;

it("refuses names that are no strings, and limits that are no counts", () => {
  const array = { data: new Float32Array(1), shape: [1] };
  expect(() => encodeSafetensors(given(new Map([[1, array]])))).toThrow("Tensor 1 has a name that is no string.");
  expect(() => encodeSafetensors(given(new Map([[undefined, array]])))).toThrow("Tensor undefined has a name");
  const file = encodeSafetensors(new Map([["a", array]]));
  expect(() => decodeSafetensors(file, { maxHeaderBytes: Number.NaN })).toThrow(
    "`maxHeaderBytes` of decodeSafetensors is NaN",
  );
  expect(() => decodeSafetensors(file, given(5))).toThrow("decodeSafetensors got 5 for its options.");
});
