import "@tensorflow/tfjs-backend-cpu";
import { createRng, GenlabError } from "@genlab/core";
import { gumbelNoise, splitChoices, TabularLikelihood } from "@genlab/losses";
import { memory, setBackend, tensor, tensor2d, tidy, tile } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

// two numbers, then one of three and one of two
const likelihood = new TabularLikelihood({ size: 7, choices: [3, 2] });
const output = () => tensor2d([[1, -2, Math.log(2), 0, 0, 0, Math.log(3)]]);

describe("the likelihood of rows", () => {
  it("is a Gaussian for each number, and a categorical for each choice", () => {
    tidy(() => likelihood.logVariance!.assign(tensor([0, Math.log(4)])));
    const x = tensor2d([[2, 0, 1, 0, 0, 1, 0]]);
    // −log N(2; 1, 1) − log N(0; −2, 4) − log ½ − log ¼
    const expected = 0.5 * (Math.log(2 * Math.PI) + 1) + 0.5 * (Math.log(2 * Math.PI) + Math.log(4) + 1) + Math.log(8);
    expect(tidy(() => likelihood.negativeLog(output(), x)).dataSync()[0]).toBeCloseTo(expected, 5);
  });

  it("holds the deviation of a number at 0.01 at least", () => {
    tidy(() => likelihood.logVariance!.assign(tensor([-100, -100])));
    const x = tensor2d([[1, -2, 1, 0, 0, 1, 0]]);
    const expected = Math.log(2 * Math.PI) + 2 * Math.log(0.01) + Math.log(8);
    expect(tidy(() => likelihood.negativeLog(output(), x)).dataSync()[0]).toBeCloseTo(expected, 4);
  });

  it("has means, which are probabilities of choices", () => {
    const [a, b, ...chances] = tidy(() => likelihood.mean(output())).dataSync();
    expect([a, b]).toEqual([1, -2]);
    for (const [i, chance] of [0.5, 0.25, 0.25, 0.25, 0.75].entries()) expect(chances[i]).toBeCloseTo(chance, 5);
  });

  it("draws rows: numbers with their noise, and a one of each choice as often as it says", () => {
    tidy(() => likelihood.logVariance!.assign(tensor([0, Math.log(4)])));
    const count = 4000;
    const before = memory().numTensors;
    const rows = tidy(() => likelihood.draw(tile(output(), [count, 1]), createRng(1)));
    const values = rows.dataSync();
    rows.dispose();
    expect(memory().numTensors).toBe(before);
    const column = (at: number) => Array.from({ length: count }, (_, i) => values[7 * i + at]!);
    const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / count;
    expect(mean(column(0))).toBeCloseTo(1, 1);
    expect(mean(column(1).map((one) => (one + 2) ** 2))).toBeCloseTo(4, 0);
    expect([...new Set([2, 3, 4, 5, 6].flatMap((at) => column(at)))].sort()).toEqual([0, 1]);
    for (const [i, chance] of [0.5, 0.25, 0.25, 0.25, 0.75].entries()) {
      expect(Math.abs(mean(column(2 + i)) - chance)).toBeLessThan(0.03); // four deviations of 4000 draws
    }
  });

  it("is of choices alone, or of numbers alone", () => {
    expect(new TabularLikelihood({ size: 2, choices: [2] }).logVariance).toBeNull();
    expect(new TabularLikelihood({ size: 2, choices: [] }).logVariance!.shape).toEqual([2]);
  });

  it("refuses choices that an example has no room for", () => {
    expect(() => new TabularLikelihood({ size: 4, choices: [3, 2] })).toThrow(
      new GenlabError(
        "`choices` are [3,2] of an example of 4. Give how many each choice is among, from 2, all of which stand last in an example.",
      ),
    );
    expect(() => splitChoices(tensor2d([[1, 2]]), [1])).toThrow("`choices` are [1] of an example of 2.");
  });
});

it("Gumbel's noise has his mean and variance, and is finite", () => {
  const values = [...gumbelNoise([100_000], createRng(2)).dataSync()];
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length;
  expect(mean).toBeCloseTo(0.5772, 1); // Euler's constant
  expect(variance).toBeCloseTo(Math.PI ** 2 / 6, 1);
  expect(values.every(Number.isFinite)).toBe(true);
});
