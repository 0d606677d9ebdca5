import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { encodeGraphDef } from "../src/index.js";

const expected = JSON.parse(readFileSync(new URL("fixtures/graph-def.json", import.meta.url), "utf8")) as string;

it("a graph has the bytes that TensorFlow's own writer gives it, of every kind of attribute", () => {
  const bytes = encodeGraphDef([
    {
      ...{ name: "n0", operation: "Placeholder", inputs: [] },
      attributes: { dtype: { type: "float32" }, shape: { shape: [2, 300] } },
    },
    {
      ...{ name: "n1", operation: "Const", inputs: [] },
      attributes: {
        dtype: { type: "int32" },
        value: { tensor: { type: "int32", shape: [2], bytes: new Uint8Array(Int32Array.of(1, -1).buffer) } },
      },
    },
    {
      ...{ name: "n2", operation: "Some", inputs: ["n0", "n1:1"] },
      attributes: {
        alpha: { float: 0.25 },
        axis: -1,
        keep_dims: true,
        no: false,
        padding: "SAME",
        strides: [1, 2, -300, 1],
      },
    },
  ]);
  expect(Buffer.from(bytes).toString("base64")).toBe(expected);
});
