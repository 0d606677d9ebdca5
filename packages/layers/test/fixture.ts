import { readFileSync } from "node:fs";
import { type Tensor, tensor } from "@tensorflow/tfjs-core";
import { expect } from "vitest";

/** A tensor in a fixture. */
export interface ArrayFixture {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** Expected values that the Python script of the same name wrote. */
export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), "utf8")) as T;
}

export const tensorOf = ({ shape, values }: ArrayFixture): Tensor => tensor([...values], [...shape], "float32");

/** Asserts shape and values, within `tolerance` absolute plus relative. */
export function expectClose(actual: Tensor, expected: ArrayFixture, tolerance = 1e-5): void {
  expect(actual.shape).toEqual(expected.shape);
  const values = actual.dataSync();
  expected.values.forEach((value, index) => {
    const error = Math.abs(values[index]! - value);
    if (!(error <= tolerance * (1 + Math.abs(value)))) {
      expect.fail(`Entry ${index} is ${values[index]}. Expected ${value}, within ${tolerance}.`);
    }
  });
}

/** Tensors by path. */
export function tensorsOf(values: Readonly<Record<string, ArrayFixture>>): Map<string, Tensor> {
  return new Map(Object.entries(values).map(([path, value]) => [path, tensorOf(value)]));
}
