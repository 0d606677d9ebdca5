import { decodeSafetensors, encodeSafetensors, type NdArray, SafetensorsError } from "@genlab/safetensors";
import { describe, expect, it } from "vitest";
import { fileOf } from "./file-of.js";

const decode = (bytes: Uint8Array) => () => decodeSafetensors(bytes, { name: "model.safetensors" });
const tensor = (entry: string, values = 0) => decode(fileOf(`{"w":${entry}}`, values));
const encode = (name: string, array: NdArray) => () => encodeSafetensors(new Map([[name, array]]));

describe("reading a broken file", () => {
  it("throws SafetensorsError", () => {
    expect(decode(new Uint8Array(3))).toThrow(SafetensorsError);
  });

  it("tells a file that is too short", () => {
    expect(() => decodeSafetensors(new Uint8Array(7))).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: safetensors bytes: 7 bytes, expected at least 8. Check that this is a whole safetensors file.]`,
    );
    expect(decode(fileOf("{}").subarray(0, 9))).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: a header of 2 bytes, expected at most the 1 that are left. The file is cut short: copy or download it again.]`,
    );
  });

  it("tells what is no file's bytes, and an option that is none", () => {
    expect(() => decodeSafetensors("model.safetensors" as never)).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: safetensors bytes: "model.safetensors", expected the file's bytes: a Uint8Array or an ArrayBuffer, as \`await readFile(path)\` gives.]`,
    );
    expect(() => decodeSafetensors(fileOf("{}"), { file: "a" } as never)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: decodeSafetensors has no option "file". Known options: maxHeaderBytes, name.]`,
    );
    expect(decodeSafetensors(fileOf("{}").buffer)).toEqual(decodeSafetensors(fileOf("{}")));
  });

  it("tells a header that is too long", () => {
    expect(decode(new Uint8Array(8).fill(255))).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: a header of 18446744073709551615 bytes, expected at most 100000000. Check that this is a safetensors file, or raise \`maxHeaderBytes\`.]`,
    );
    expect(() => decodeSafetensors(fileOf("{}      "), { maxHeaderBytes: 4 })).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: safetensors bytes: a header of 8 bytes, expected at most 4. Check that this is a safetensors file, or raise \`maxHeaderBytes\`.]`,
    );
  });

  it.each([
    [
      "PK\x03\x04\x00\x00\x08\x08",
      "a zip archive, as a .pt or .pth file of PyTorch is. Save the weights in Python by `safe",
    ],
    ["PK\x03\x04\x00\x00\x00\x00", "a zip archive"], // a length that a header may have
    ["\x80\x02\x8a\x0alü\x9cF", "a pickle, as an older .pt or .pth file of PyTorch is."],
    ["\x89HDF\r\n\x1a\n", "an HDF5 file, as Keras writes."],
    ["\x93NUMPY\x01\x00", "an NPY file."],
    ["version https://git-lfs.github.com/spec/v1", "a pointer to a file in Git LFS."],
  ])("tells a file of another kind, %j", (start, text) => {
    const bytes = Uint8Array.from(start, (char) => char.charCodeAt(0));
    expect(decode(bytes)).toThrow(`model.safetensors: ${text}`);
  });

  it("tells a header that is no JSON object", () => {
    expect(decode(fileOf(""))).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: the header starts with nothing, expected "{". Check that this is a safetensors file.]`,
    );
    expect(decode(fileOf(" {}"))).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: the header starts with byte 32, expected "{". Check that this is a safetensors file.]`,
    );
    expect(decode(fileOf("[]"))).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: the header starts with byte 91, expected "{". Check that this is a safetensors file.]`,
    );
    expect(decode(fileOf("\ufeff{}"))).toThrow('starts with byte 239, expected "{"');
    expect(decode(fileOf("{} {}"))).toThrow("the header is not JSON: ");
    expect(decode(fileOf(new Uint8Array([0x7b, 0xff, 0x7d])))).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: the header of 3 bytes is not UTF-8. Write the file again with a safetensors library.]`,
    );
  });

  it("tells a key that is there twice, in either spelling", () => {
    const entry = '{"dtype":"U8","shape":[0],"data_offsets":[0,0]}';
    expect(decode(fileOf(`{"w":${entry},"w":${entry}}`))).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: the header has the key "w" twice, expected each key once. Write the file again with a safetensors library.]`,
    );
    expect(decode(fileOf(String.raw`{"w":${entry},"\u0077" : ${entry}}`))).toThrow('the key "w" twice');
    expect(tensor('{"dtype":"U8","shape":[1],"shape":[0],"data_offsets":[0,0]}')).toThrow('the key "shape" twice');
    expect(decode(fileOf('{"__metadata__":{"a":"1","a":"2"}}'))).toThrow('the key "a" twice');
  });

  it("tells an entry of the wrong form", () => {
    expect(tensor("3")).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: tensor "w" is described by 3, expected an object with dtype, shape and data_offsets. Write the file again with a safetensors library.]`,
    );
    expect(tensor("[]")).toThrow("described by []");
    expect(tensor("null")).toThrow("described by null");
  });

  it("tells an unknown dtype", () => {
    expect(tensor('{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}', 1)).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: tensor "w" has dtype "F8_E4M3", expected one of U64, I64, F64, F32, U32, I32, BF16, F16, U16, I16, I8, U8, BOOL. Convert the tensor to one of these.]`,
    );
    expect(tensor('{"dtype":{"a":1},"shape":[1],"data_offsets":[0,1]}', 1)).toThrow("has dtype {…}");
    expect(tensor('{"shape":[1],"data_offsets":[0,1]}', 1)).toThrow("has dtype undefined");
    expect(tensor('{"dtype":"toString","shape":[1],"data_offsets":[0,1]}', 1)).toThrow('has dtype "toString"');
  });

  it("tells a bad shape", () => {
    const shaped = (shape: string) => tensor(`{"dtype":"F32","shape":${shape},"data_offsets":[0,4]}`, 4);
    expect(shaped("[1,-1]")).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: tensor "w" has shape [1, -1], expected a list of non-negative integers. Write the file again with a safetensors library.]`,
    );
    expect(shaped("[9007199254740991, 2]")).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: tensor "w" has shape [9007199254740991, 2], more bytes than a number can count, expected at most 2^53 - 1. Write the file again with a safetensors library.]`,
    );
    for (const shape of ["[0.5]", "1", "null", '["1"]', "[null]", "[1e300]", "[9007199254740992]", "[[1]]"]) {
      expect(shaped(shape)).toThrow("expected a list of non-negative integers");
    }
  });

  it("tells bad data_offsets", () => {
    const placed = (offsets: string) => tensor(`{"dtype":"F32","shape":[2],"data_offsets":${offsets}}`, 8);
    expect(placed("[8, 0]")).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: tensor "w" has data_offsets [8, 0], expected two non-negative integers [begin, end] with begin <= end. Write the file again with a safetensors library.]`,
    );
    expect(placed("[0, 4]")).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: tensor "w" has data_offsets [0, 4], 4 bytes, expected 8 for dtype F32 and shape [2]. Write the file again with a safetensors library.]`,
    );
    for (const offsets of ["[-8,0]", "[0]", "[0,8,8]", "null", '{"0":0,"1":8}', '["0","8"]', "[0.5,8.5]"]) {
      expect(placed(offsets)).toThrow("expected two non-negative integers");
    }
  });

  it("tells holes, overlaps and bytes that belong to no tensor", () => {
    const two = (begin: number, values: number) => {
      const [first, second] = [[0, 2] as const, [begin, begin + 2] as const].map(
        (offsets) => `{"dtype":"U8","shape":[2],"data_offsets":${JSON.stringify(offsets)}}`,
      );
      return decode(fileOf(`{"a":${first},"b":${second}}`, values));
    };
    expect(two(2, 4)).not.toThrow();
    expect(two(3, 5)).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: tensor "b" begins at byte 3 of the values, expected 2, where the tensor before it ends: there is a hole. Write the file again with a safetensors library.]`,
    );
    expect(two(1, 3)).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: tensor "b" begins at byte 1 of the values, expected 2, where the tensor before it ends: tensors overlap. Write the file again with a safetensors library.]`,
    );
    expect(two(2, 3)).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: 3 bytes follow the header, expected 4 for the tensors that it lists. The file is cut short: copy or download it again.]`,
    );
    expect(two(2, 5)).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: 5 bytes follow the header, expected 4 for the tensors that it lists. The file is too long: copy or download it again.]`,
    );
    expect(tensor('{"dtype":"U8","shape":[2],"data_offsets":[1,3]}', 3)).toThrow("there is a hole");
  });

  it("tells metadata that is not text", () => {
    expect(decode(fileOf('{"__metadata__":{"epoch":3}}'))).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: __metadata__ has 3 at "epoch", expected a string. Write the file again with a safetensors library.]`,
    );
    expect(decode(fileOf('{"__metadata__":["a"]}'))).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: model.safetensors: __metadata__ is ["a"], expected an object of strings. Write the file again with a safetensors library.]`,
    );
    expect(decode(fileOf('{"__metadata__":null}'))).toThrow("__metadata__ is null");
  });

  it("keeps the text short and its stack flat when the header is hostile", () => {
    const nested = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const texts = JSON.stringify(new Array(100).fill("w".repeat(100)));
    for (const header of [
      `{"w":${texts}}`,
      `{"w":${nested}}`,
      `{"w":{"dtype":"U8","shape":${nested}}}`,
      `{"${"w".repeat(1e6)}":3}`,
    ]) {
      const error = thrownBy(decode(fileOf(header)));
      expect(error).toBeInstanceOf(SafetensorsError);
      expect(error.message.length).toBeLessThan(400);
    }
  });
});

describe("writing what the format cannot hold", () => {
  it("tells a shape that does not fit", () => {
    const data = new Float32Array(3);
    expect(encode("w", { data, shape: [2, 2] })).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: Tensor "w" has 3 values, expected 4 for shape [2, 2]. Give the shape that belongs to the values.]`,
    );
    expect(encode("w", { data, shape: [-3] })).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: Tensor "w" has shape [-3], expected a list of non-negative integers.]`,
    );
    expect(encode("w", { data, shape: [2 ** 52, 4] })).toThrow("has 3 values, expected more than 2^53 for shape");
  });

  it("tells an array of another type", () => {
    expect(
      encode("w", { data: new DataView(new ArrayBuffer(4)) as never, shape: [1] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: Tensor "w" is a DataView, expected a typed array of numbers, such as Float32Array. Copy the values into one.]`,
    );
    expect(encode("w", { shape: [1] } as never)).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: Tensor "w" is without \`data\`, expected a typed array of numbers, such as Float32Array. Copy the values into one.]`,
    );
    expect(encode("w", [1, 2] as never)).toThrow('Tensor "w" is without `data`');
    expect(() => encodeSafetensors({ w: 1 } as never)).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: The arrays are {…}, expected a Map. Give \`new Map(Object.entries(arrays))\`.]`,
    );
    // of which Object.entries would make nothing, and one entry a character
    const noArrays = new Map<string, NdArray>();
    expect(() => encodeSafetensors(noArrays, new Map([["a", "b"]]) as never)).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: The metadata is {…}, expected an object of strings, such as { format: "pt" }.]`,
    );
    expect(() => encodeSafetensors(noArrays, "pt" as never)).toThrow('The metadata is "pt", expected an object');
    // @ts-expect-error nor has a list
    expect(encode("w", { data: [1], shape: [1] })).toThrow("is a Array");
  });

  it("tells a name that other readers refuse", () => {
    const array = { data: new Float32Array(1), shape: [1] };
    expect(encode("__metadata__", array)).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: Tensor "__metadata__" has the name that the format keeps for metadata. Give it another name.]`,
    );
    expect(encode("\ud800", array)).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: Tensor "\\ud800" holds half of a surrogate pair, expected text that UTF-8 can hold. Remove it.]`,
    );
  });

  it("tells metadata that is not text", () => {
    // @ts-expect-error a number is not text
    expect(() => encodeSafetensors(new Map(), { epoch: 3 })).toThrowErrorMatchingInlineSnapshot(
      `[SafetensorsError: Metadata "epoch" is 3, expected a string. Use JSON.stringify for other values.]`,
    );
    expect(() => encodeSafetensors(new Map(), { key: "\udc00" })).toThrow('Metadata "key" holds half of a surrogate');
  });
});

function thrownBy(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("Nothing was thrown.");
}
