import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import {
  Conv2d,
  ConvTranspose2d,
  constantInitializer,
  fanInUniform,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  type Initializer,
  Linear,
  lecunNormal,
  lecunUniform,
  normalInitializer,
  orthogonal,
} from "@genlab/layers";
import { matMul, max, mean, min, reshape, setBackend, square, type Tensor, transpose } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { expectClose } from "./fixture.js";

await setBackend("cpu");

const fan = { in: 30, out: 70 };
const number = (x: Tensor) => x.dataSync()[0]!;
const draw = (initializer: Initializer) => initializer([100, 100], fan, createRng(1));

// variances from the papers' formulas; 10 000 draws have them within 5 %
const variances: readonly [string, Initializer, number][] = [
  ["glorotUniform", glorotUniform, 2 / 100],
  ["glorotNormal", glorotNormal, 2 / 100],
  ["heUniform", heUniform, 2 / 30],
  ["heNormal", heNormal, 2 / 30],
  ["lecunUniform", lecunUniform, 1 / 30],
  ["lecunNormal", lecunNormal, 1 / 30],
  ["fanInUniform", fanInUniform, 1 / 30 / 3],
  ["normalInitializer(0.02)", normalInitializer(0.02), 0.02 ** 2],
];

describe.each(variances)("%s", (_name, initializer, variance) => {
  it("has the variance of its paper and mean 0", () => {
    const values = draw(initializer);
    expect(number(mean(square(values))) / variance).toBeCloseTo(1, 1);
    expect(Math.abs(number(mean(values)))).toBeLessThan(4 * Math.sqrt(variance / 10_000));
  });
});

it("uniform ones stay within their limits", () => {
  const limit = Math.sqrt(6 / 100);
  expect(number(max(draw(glorotUniform)))).toBeLessThanOrEqual(limit);
  expect(number(min(draw(glorotUniform)))).toBeGreaterThanOrEqual(-limit);
});

it.each([
  [[7, 4], 4],
  [[4, 7], 4],
  [[3, 3, 2, 5], 5],
  [[1, 1, 2, 5], 2],
])("orthogonal %j has an orthonormal smaller side", (shape, side) => {
  const values = orthogonal(shape, fan, createRng(1));
  const matrix = reshape(values, [-1, shape.at(-1)!]);
  const wide = matrix.shape[0]! < matrix.shape[1]!;
  const product = wide ? matMul(matrix, transpose(matrix)) : matMul(transpose(matrix), matrix);
  const identity = Array.from({ length: side * side }, (_, index) => (index % (side + 1) === 0 ? 1 : 0));
  expectClose(product, { shape: [side, side], values: identity }, 1e-6);
});

it("constantInitializer gives one value", () => {
  expectClose(constantInitializer(0.5)([2, 1], fan, createRng(1)), { shape: [2, 1], values: [0.5, 0.5] });
});

it("layers hand their fan to the initializer", () => {
  const fans: object[] = [];
  const spy: Initializer = (shape, fan, rng) => {
    fans.push(fan);
    return fanInUniform(shape, fan, rng);
  };
  const rng = createRng(1);
  const initializers = { weightInitializer: spy, bias: false };
  new Linear({ inputs: 5, outputs: 2, ...initializers }, rng);
  new Conv2d({ inputs: 5, outputs: 2, kernel: 3, ...initializers }, rng);
  new ConvTranspose2d({ inputs: 5, outputs: 2, kernel: 3, ...initializers }, rng);
  // PyTorch's `_calculate_fan_in_and_fan_out` gives these for the same layers
  expect(fans).toEqual([
    { in: 5, out: 2 },
    { in: 45, out: 18 },
    { in: 18, out: 45 },
  ]);
});

it("linear layers start as PyTorch's: weight and bias in ±1 / sqrt(inputs)", () => {
  const { weight, bias } = new Linear({ inputs: 400, outputs: 300 }, createRng(1));
  for (const values of [weight, bias!]) {
    expect(number(max(values))).toBeLessThanOrEqual(0.05);
    expect(number(max(values))).toBeGreaterThan(0.048);
    expect(number(mean(square(values))) / (0.05 ** 2 / 3)).toBeCloseTo(1, 0);
  }
});

it("refuses numbers that make no weights", () => {
  expect(() => normalInitializer(0)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`deviation\` of normalInitializer is 0. Expected a finite number above 0.]`,
  );
  expect(() => constantInitializer(Number.NaN)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`value\` of constantInitializer is NaN. Expected a finite number.]`,
  );
});
