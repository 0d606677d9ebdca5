import { runInNewContext } from "node:vm";
import { GenlabError, numbersOf } from "@genlab/base";
import { describe, expect, it } from "vitest";

const fractions = [0.5, -0.25, 3];
const float16 = (globalThis as { Float16Array?: { of(...values: number[]): ArrayLike<number> } }).Float16Array;

it.each([
  ["Float32Array", Float32Array.from(fractions), "Float32Array"],
  ["Float64Array", Float64Array.from(fractions), "Float32Array"],
  ...(float16 ? [["Float16Array", float16.of(...fractions), "Float32Array"] as const] : []),
  ["a list", fractions, "Float32Array"],
  ["Int8Array", Int8Array.of(-128, 127), "Int32Array"],
  ["Int16Array", Int16Array.of(-3, 300), "Int32Array"],
  ["Uint16Array", Uint16Array.of(5, 40_000), "Int32Array"],
  ["Int32Array", Int32Array.of(-(2 ** 31), 2 ** 31 - 1), "Int32Array"],
  ["Uint32Array", Uint32Array.of(0, 2 ** 31 - 1), "Int32Array"],
  ["Uint8Array", Uint8Array.of(0, 255), "Uint8Array"],
  ["Uint8ClampedArray", Uint8ClampedArray.of(0, 255), "Uint8Array"],
  ["Buffer", Buffer.from([1, 2]), "Uint8Array"],
  ["nothing", [], "Float32Array"],
] as const)("keeps the values of %s", (_, given, kind) => {
  const numbers = numbersOf(given, "x");
  expect([...numbers]).toEqual([...(given as Iterable<number>)]);
  expect(Object.prototype.toString.call(numbers).slice(8, -1)).toBe(kind);
});

it("rounds to float32", () => {
  expect(numbersOf(Float64Array.of(0.1), "x")).toEqual(Float32Array.of(0.1));
});

it("does not copy what engines take as it is, nor a part of a larger memory", () => {
  const values = Float32Array.of(1, 2, 3);
  expect(numbersOf(values, "x")).toBe(values);
  const part = new Uint8ClampedArray(values.buffer, 4, 4);
  const numbers = numbersOf(part, "x");
  expect([numbers.buffer, numbers.byteOffset, numbers.length]).toEqual([values.buffer, 4, 4]);
});

describe("of another realm", () => {
  it.each(["Float32Array", "Float64Array", "Int32Array", "Int16Array", "Uint8Array"])("keeps %s", (kind) => {
    const foreign = runInNewContext(`new ${kind}([1, 2])`) as ArrayLike<number>;
    expect(foreign).not.toBeInstanceOf(Reflect.get(globalThis, kind));
    const numbers = numbersOf(foreign, "x");
    expect([...numbers]).toEqual([1, 2]);
    expect([Float32Array, Int32Array, Uint8Array].some((own) => numbers instanceof own)).toBe(true);
  });

  it("keeps lists", () => {
    expect(numbersOf(runInNewContext("[0.5, 2]"), "x")).toEqual(Float32Array.of(0.5, 2));
  });
});

it("is not taken in by a class that calls itself another", () => {
  class Impostor extends Uint16Array {
    override get [Symbol.toStringTag]() {
      return "Float32Array" as never;
    }
  }
  expect([...numbersOf(Impostor.of(40_000), "x")]).toEqual([40_000]);
});

it("refuses what it cannot keep, by name", () => {
  const messageOf = (data: unknown) => {
    try {
      numbersOf(data as ArrayLike<number>, 'field "x"');
    } catch (error) {
      if (error instanceof GenlabError) return error.message;
      throw error;
    }
    return "no error";
  };
  const texts = [
    BigInt64Array.of(1n),
    BigUint64Array.of(1n),
    Uint32Array.of(1, 2 ** 31),
    Float64Array.of(1, 1e300),
    [1, [2, 3]],
    [1, undefined],
    [1n],
    ["1"],
    [true],
    "text",
    new DataView(new ArrayBuffer(4)),
    new ArrayBuffer(4),
    { length: 2, 0: 1, 1: 2 },
    null,
    7,
  ].map(messageOf);
  expect(texts).toMatchInlineSnapshot(`
    [
      "field "x": the numbers are a BigInt64Array. Big integers have no place in a tensor: give Int32Array.from(data, Number), or Float32Array.",
      "field "x": the numbers are a BigUint64Array. Big integers have no place in a tensor: give Int32Array.from(data, Number), or Float32Array.",
      "field "x": the numbers are a Uint32Array with 2147483648 at place 1, more than int32 holds (2147483647). Give smaller ones, or a Float32Array.",
      "field "x": the numbers have 1e+300 at place 1, more than float32 holds. Scale them.",
      "field "x": the numbers have [2,3] at place 1. Give one flat list, row after row, and the shape beside it.",
      "field "x": the numbers have undefined at place 1. Give numbers.",
      "field "x": the numbers have 1n at place 0. Give numbers.",
      "field "x": the numbers have "1" at place 0. Give numbers.",
      "field "x": the numbers have true at place 0. Give numbers.",
      "field "x": the numbers are a String. Give a typed array such as Float32Array, or a list of numbers.",
      "field "x": the numbers are a DataView. Give a typed array such as Float32Array, or a list of numbers.",
      "field "x": the numbers are a ArrayBuffer. Give a typed array such as Float32Array, or a list of numbers.",
      "field "x": the numbers are a Object. Give a typed array such as Float32Array, or a list of numbers.",
      "field "x": the numbers are a Null. Give a typed array such as Float32Array, or a list of numbers.",
      "field "x": the numbers are a Number. Give a typed array such as Float32Array, or a list of numbers.",
    ]
  `);
});
