import { expect, test } from "vitest";
import { Losses } from "../src/engines/losses.js";

test("an engine that was lost twice is not tried again, unless there is no other", () => {
  const losses = new Losses();
  losses.add("webgl");
  expect(losses.without(["webgl", "wasm"])).toEqual(["webgl", "wasm"]);
  losses.add("webgl");
  expect(losses.without(["webgl", "wasm"])).toEqual(["wasm"]);
  expect(losses.without(["webgl"])).toEqual(["webgl"]);
});
