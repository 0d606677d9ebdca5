import { expect, test } from "vitest";
import { engineOrder } from "../src/engines/engine-names.js";

test("what is asked for comes first, and WebGL and WebGPU in software only where they are asked for", () => {
  expect(engineOrder("auto", "images", true)).toEqual(["faster", "webgl", "compiled", "wasm", "cpu"]);
  expect(engineOrder("auto", "images", false)).toEqual(["compiled", "wasm", "cpu"]);
  expect(engineOrder("auto", "small", false)).toEqual(["compiled", "wasm", "cpu"]);
  expect(engineOrder("webgl", "images", false)).toEqual(["webgl", "compiled", "wasm", "cpu"]);
  expect(engineOrder("webgpu", "images", false)).toEqual(["webgpu", "compiled", "wasm", "cpu"]);
  expect(engineOrder("wasm", "small", true)).toEqual(["wasm", "compiled", "cpu", "webgl"]);
});
