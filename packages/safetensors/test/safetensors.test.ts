import { decodeSafetensors, encodeSafetensors, type NdArray } from "@genlab/safetensors";
import { describe, expect, it } from "vitest";
import { fileOf } from "./file-of.js";

describe("safetensors", () => {
  it("writes eight bytes of length, a padded header and the values", () => {
    const arrays = new Map([
      ["bias", { data: new Uint8Array([7]), shape: [1] }],
      ["weight", { data: new Float32Array([1]), shape: [1, 1] }],
    ]);
    const file = encodeSafetensors(arrays, { b: "2", a: "1" });
    const header = new DataView(file.buffer).getBigUint64(0, true);
    expect(Number(header) % 8).toBe(0);
    expect(new TextDecoder().decode(file.subarray(8, 8 + Number(header)))).toMatchInlineSnapshot(
      `"{"__metadata__":{"a":"1","b":"2"},"weight":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},"bias":{"dtype":"U8","shape":[1],"data_offsets":[4,5]}}   "`,
    );
    // 1 as a little-endian float32, then the byte
    expect([...file.subarray(8 + Number(header))]).toEqual([0, 0, 0x80, 0x3f, 7]);
  });

  it("writes the part of a buffer that a view shows", () => {
    const data = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
    const { arrays } = decodeSafetensors(encodeSafetensors(new Map([["part", { data, shape: [2] }]])));
    expect(arrays).toEqual(new Map([["part", { data: new Float32Array([1, 2]), shape: [2] }]]));
  });

  it("copies values, from Node's buffers too", () => {
    const file = Buffer.from(encodeSafetensors(new Map([["a", { data: new Uint8Array([1, 2]), shape: [2] }]])));
    const { arrays } = decodeSafetensors(file);
    file.fill(0);
    expect(arrays.get("a")!.data).toEqual(new Uint8Array([1, 2]));
  });

  it("reads tensors at unaligned offsets, in any order, from a view at an odd offset", () => {
    const values = new Uint8Array([5, ...new Uint8Array(new Float32Array([1.5]).buffer)]);
    const header =
      '{"f":{"dtype":"F32","shape":[1],"data_offsets":[1,5]} ,\n"u":{"dtype":"U8","shape":[],"data_offsets":[0,1]}}  ';
    const file = fileOf(header, values);
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    expect([...decodeSafetensors(shifted.subarray(3)).arrays]).toEqual([
      ["u", { data: new Uint8Array([5]), shape: [] }],
      ["f", { data: new Float32Array([1.5]), shape: [1] }],
    ]);
  });

  it("reads an empty tensor that is listed after one that begins where it lies", () => {
    const header =
      '{"full":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"empty":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}';
    expect([...decodeSafetensors(fileOf(header, 1)).arrays.keys()]).toEqual(["empty", "full"]);
  });

  it("treats __proto__ as a name", () => {
    const arrays = new Map<string, NdArray>([["__proto__", { data: new Int32Array([1]), shape: [1] }]]);
    const metadata = Object.fromEntries([["__proto__", "text"]]);
    const read = decodeSafetensors(encodeSafetensors(arrays, metadata));
    expect(read.arrays).toEqual(arrays);
    expect(Object.entries(read.metadata)).toEqual([["__proto__", "text"]]);
    expect(Object.getPrototypeOf(read.metadata)).toBe(Object.prototype);
  });

  it("does not take a string for a key, nor a brace in a string for an object", () => {
    const read = decodeSafetensors(fileOf(String.raw`{"__metadata__":{"a":"a","b":"{\"a\":","c":"\\"}}`));
    expect(read.metadata).toEqual({ a: "a", b: '{"a":', c: "\\" });
  });
});

describe("arrays of types that files have under another name", () => {
  const written = (data: object, count: number) =>
    encodeSafetensors(new Map([["w", { data: data as never, shape: [count] }]]));
  const dtypeIn = (bytes: Uint8Array) => /"dtype":"(\w+)"/.exec(new TextDecoder().decode(bytes))?.[1];

  it("half floats are F16, bit by bit", () => {
    /** What a JavaScript that has no half floats calls nothing: their bits under their name. */
    class Halves extends Uint16Array {
      override get [Symbol.toStringTag]() {
        return "Float16Array" as never;
      }
    }
    const bytes = written(Halves.of(0x3c00, 0xc000, 0x3555), 3); // 1, -2 and a third in IEEE 754 binary16
    expect(dtypeIn(bytes)).toBe("F16");
    expect(decodeSafetensors(bytes).arrays.get("w")?.data).toEqual(Float32Array.of(1, -2, 0.333251953125));
    const own: { of(...values: number[]): object } | undefined = Reflect.get(globalThis, "Float16Array");
    if (own) expect(written(own.of(1, -2, 1 / 3), 3)).toEqual(bytes);
  });

  it("clamped bytes, those of a canvas, are U8", () => {
    const bytes = written(Uint8ClampedArray.of(7, 255), 2);
    expect(dtypeIn(bytes)).toBe("U8");
    expect(decodeSafetensors(bytes).arrays.get("w")?.data).toEqual(Uint8Array.of(7, 255));
  });
});
