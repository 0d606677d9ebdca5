import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { fromArrays } from "@genlab/data";
import { add, setBackend, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";
import { takeFigures } from "../src/outputs/figures.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const count = 250;
/** Normal numbers with the mean `at`. */
const normal = (seed: string, at: number) => {
  const rng = createRng(1).fork(seed);
  const draw = () => at + Math.sqrt(-2 * Math.log(1 - rng.random())) * Math.cos(2 * Math.PI * rng.random());
  return { data: Float32Array.from({ length: 2 * count }, draw), shape: [count, 2] };
};
const test = normal("test", 0);
const data = { train: fromArrays({ x: normal("train", 0) }), test: fromArrays({ x: test }) };
const judge = { of: "the examples", features: async <T>(examples: T) => examples };
const options = { data, judge, samples: count, draws: 2, bound: { examples: 10, samples: 2 } };

it("figures of a model that is known are those that follow, with their errors and counts", async () => {
  let draw = 0;
  const model = {
    phases: () => [],
    sample: (many: number) => tensor(normal(`${draw++}`, 1).data.subarray(0, 2 * many), [many, 2]),
    // half a deviation off: a squared error of 0.25 for each number
    reconstruct: (x: Tensor) => add(x, 0.5),
    // all weights are e³
    logWeights: (x: Tensor, samples: number) => tensor(Array(samples * x.shape[0]!).fill(3), [samples, x.shape[0]!]),
  };
  const figures = await takeFigures(model as never, { ...options, rng: createRng(2) });
  // |m₁ − m₂|² = 2 of equal covariances, in units where the mean square is 1
  expect(Math.abs(figures.frechet!.value - 2)).toBeLessThan(0.5);
  expect(figures.frechet!.error).toBeGreaterThan(0);
  expect(figures.reconstruction).toEqual({ value: expect.closeTo(0.25, 5), error: expect.any(Number), count });
  expect(figures.bound).toEqual({ value: expect.closeTo(3, 5), error: expect.closeTo(0, 5), count: 10 });
  expect(figures.precision!.value).toBeGreaterThan(0.3);
  expect(figures.precision!.value).toBeLessThan(0.95);
});

it("a model has those that it can have; without a judge nothing is said of samples", async () => {
  const model = { phases: () => [], sample: (many: number) => tensor(test.data.subarray(0, 2 * many), [many, 2]) };
  const figures = await takeFigures(model as never, { ...options, draws: 1, rng: createRng(2) });
  expect(Object.keys(figures)).toEqual(["frechet", "kernel", "precision", "recall"]);
  expect(figures.frechet).toEqual({ value: expect.closeTo(0, 5), count }); // the test examples themselves
  expect(await takeFigures(model as never, { ...options, judge: undefined, rng: createRng(2) })).toEqual({});
});
