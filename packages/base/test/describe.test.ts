import { describe } from "@genlab/base";
import { expect, it } from "vitest";

const tensor = { kept: false, shape: [64, 16], dtype: "float32", dataId: {}, id: 7 };

it.each([
  [12n, "12n"],
  [Number.NaN, "NaN"],
  [undefined, "undefined"],
  ["a", '"a"'],
  [new Float32Array(4), "a Float32Array"],
  [{ data: new Uint8Array(9), shape: [9] }, '{"data":"a Uint8Array","shape":[9]}'],
  [tensor, "a tensor [64,16]"],
  [[tensor], '["a tensor [64,16]"]'],
  ["x".repeat(99), `"${"x".repeat(59)}…`],
])("%o is shown short", (value, text) => {
  expect(describe(value)).toBe(text);
});
