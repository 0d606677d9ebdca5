import { input, make, type UnaryName } from "@genlab/graph";
import { expect, it } from "vitest";
import { WasmRuntime } from "../src/runtime/wasm-runtime.js";

/** What a function gives in WebAssembly. */
async function computed(op: UnaryName, numbers: Float32Array): Promise<Float32Array> {
  const runtime = new WasmRuntime({ isFused: false });
  const x = input("x", [numbers.length]);
  const y = make(op, [x]);
  const executable = await runtime.compile({ name: op, nodes: [x, y], outputs: [{ name: "y", node: y }] });
  const given = new Map([["x", runtime.put(numbers, { shape: [numbers.length], dtype: "float32" })]]);
  return runtime.read((await executable.run(given, new Map())).get("y")!) as Float32Array;
}

const grid = (from: number, to: number, count = 20_001) =>
  Float32Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

const powers = Float32Array.from({ length: 2400 }, (_, i) => 1.0717735 ** (i - 1200)).filter((x) => x > 0);

/** By Chebyshev's fit with a relative error of 1.2e-7: W. H. Press and others, Numerical Recipes, 6.2. */
function erf(x: number): number {
  const t = 1 / (1 + 0.5 * Math.abs(x));
  const fit = [
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
    -1.26551223,
  ].reduce((sum, coefficient) => sum * t + coefficient, 0);
  return Math.sign(x) * (1 - t * Math.exp(fit - x * x));
}

it.each<[UnaryName, (x: number) => number, Float32Array, number]>([
  ["exp", Math.exp, grid(-87, 88.7), 2e-7],
  ["log", Math.log, powers, 3e-7],
  ["log", Math.log, grid(0.5, 2), 3e-7],
  ["tanh", Math.tanh, grid(-9, 9), 5e-7],
  ["tanh", Math.tanh, grid(-1e-3, 1e-3), 5e-7],
  ["sigmoid", (x) => 1 / (1 + Math.exp(-x)), grid(-80, 80), 4e-7],
])("the relative error of %s", async (op, of, numbers, bound) => {
  const results = await computed(op, numbers);
  const errors = [...numbers].map((x, i) => Math.abs(results[i]! - of(x)) / (Math.abs(of(x)) || 1));
  expect(Math.max(...errors)).toBeLessThan(bound);
});

it.each<[UnaryName, (x: number) => number, Float32Array, number]>([
  ["erf", erf, grid(-5, 5), 7e-7],
  ["softplus", (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), grid(-20, 20), 2e-6],
])("the error of %s", async (op, of, numbers, bound) => {
  const results = await computed(op, numbers);
  expect(Math.max(...[...numbers].map((x, i) => Math.abs(results[i]! - of(x))))).toBeLessThan(bound);
});

it.each<[UnaryName, readonly number[]]>([
  ["exp", [Number.POSITIVE_INFINITY, 0, Number.NaN, 1]],
  ["log", [Number.POSITIVE_INFINITY, Number.NaN, Number.NaN, Number.NEGATIVE_INFINITY]],
  ["tanh", [1, -1, Number.NaN, 0]],
  ["sigmoid", [1, 0, Number.NaN, 0.5]],
  ["softplus", [Number.POSITIVE_INFINITY, 0, Number.NaN, Math.fround(Math.LN2)]],
  ["relu", [Number.POSITIVE_INFINITY, 0, Number.NaN, 0]],
])("%s of what is no usual number", async (op, expected) => {
  const numbers = Float32Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 0);
  const results = await computed(op, numbers);
  expect([...results].map((x) => Math.round(x * 1e6) / 1e6)).toEqual(expected.map((x) => Math.round(x * 1e6) / 1e6));
});
