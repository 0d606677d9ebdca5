import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import {
  densityRatioTotalCorrelation,
  gaussianKernel,
  inverseMultiquadraticKernel,
  type Kernel,
  klDecomposition,
  maximumMeanDiscrepancy,
  permuteDimensions,
} from "@genlab/losses";
import { itIsALoss, type TensorValues } from "@genlab/testing";
import { add, addN, mul, scalar, setBackend, sub, tensor, tidy, zeros } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { readFixture } from "./fixture.js";

await setBackend("cpu");
const fixture = readFixture("divergence");

const rows = (count: number, ...values: number[]): TensorValues => ({
  shape: [count, values.length / count],
  values,
});
const tiny = Math.log(1e-12);

describe.each<[string, Kernel, readonly TensorValues[][]]>([
  ["Gaussian", gaussianKernel(), [[rows(2, 1e4, -1e4), rows(2, 0, 0)]]],
  ["inverse multiquadratic", inverseMultiquadraticKernel(), [[rows(2, 1e4, -1e4), rows(2, 0, 0)]]],
  ["one scale", inverseMultiquadraticKernel({ scales: [1], deviation: 2 }), []],
])("maximumMeanDiscrepancy, %s", (name, kernel, extremes) =>
  itIsALoss({
    loss: (x, y) => maximumMeanDiscrepancy(x, y, kernel),
    source: fixture.source,
    cases: fixture.cases(`maximumMeanDiscrepancy, ${name}`),
    extremes,
    couplesExamples: true,
  }),
);

describe("maximumMeanDiscrepancy", () => {
  const attempt = (x: number[], y: number[]) => () =>
    tidy(() => void maximumMeanDiscrepancy(zeros(x), zeros(y), gaussianKernel()));

  it("refuses one example, of which there is no unbiased estimate, and samples of different dimensions", () => {
    expect(attempt([1, 2], [4, 2])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: maximumMeanDiscrepancy: samples have shape [1,2], others [4,2]. The unbiased estimate needs two examples of each: give larger batches.]`,
    );
    expect(attempt([3, 2], [4, 3])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: maximumMeanDiscrepancy: samples have shape [3,2], others [4,3]. It needs [n, d] and [m, d].]`,
    );
  });

  it("stays within the bounds of its kernel where rounding takes squared distances below 0", () => {
    const value = tidy(() => {
      const x = add(mul(0.01, createRng(1).normal([30, 2])), 3000);
      return maximumMeanDiscrepancy(x, add(x, 0), inverseMultiquadraticKernel()).dataSync()[0]!;
    });
    expect(Math.abs(value)).toBeLessThan(2 * 7); // seven kernels of at most 1
  });

  it("is near 0 for two draws of 200 from one distribution, and far from it for two that differ", () => {
    const [same, other] = tidy(() => {
      const rng = createRng(1);
      const [x, y] = [rng.normal([200, 2]), rng.normal([200, 2])];
      return [y, add(y, 2)].map((set) => maximumMeanDiscrepancy(x, set, gaussianKernel()).dataSync()[0]!);
    });
    expect(Math.abs(same!)).toBeLessThan(0.03);
    expect(other).toBeGreaterThan(1);
  });
});

const parts = ["mutualInformation", "totalCorrelation", "dimensionWiseKl"] as const;
describe.each(["weighted", "stratified"] as const)("klDecomposition, %s", (sampling) => {
  describe.each(parts)("%s", (part) =>
    itIsALoss({
      loss: (z, mean, logVariance) =>
        tidy(
          () =>
            klDecomposition({ z: z!, mean: mean!, logVariance: logVariance! }, { datasetSize: 100, sampling })[part],
        ),
      source: fixture.source,
      cases: fixture.cases(`klDecomposition, ${sampling}, ${part}`),
      extremes: [[rows(2, 0, 1, 1, 0), rows(2, 0, 1, 1, 0), rows(2, tiny, tiny, tiny, tiny)]],
      couplesExamples: true,
    }),
  );
});

describe("klDecomposition", () => {
  it("sums to log q(z|x) - log p(z), by hand", () => {
    const [sum, expected] = tidy(() => {
      const [z, mean, logVariance] = [
        tensor([
          [1, 2],
          [0, -1],
        ]),
        tensor([
          [0.5, 2],
          [0.5, -2],
        ]),
        zeros([2, 2]),
      ];
      const { mutualInformation, totalCorrelation, dimensionWiseKl } = klDecomposition(
        { z, mean, logVariance },
        { datasetSize: 10 },
      );
      const total = addN([mutualInformation, totalCorrelation, dimensionWiseKl]).dataSync()[0]!;
      // ½ Σ z² - (z - μ)², averaged over two examples
      return [total, (0.5 * (1 + 4 - 0.25) + 0.5 * (1 - 0.25 - 1)) / 2];
    });
    expect(sum).toBeCloseTo(expected!, 5);
  });

  it("carries constants when weighted, which are all that is left of equal posteriors that are the prior", () => {
    const terms = tidy(() => {
      const posteriors = { z: createRng(1).normal([4, 3]), mean: zeros([4, 3]), logVariance: zeros([4, 3]) };
      const values = klDecomposition(posteriors, { datasetSize: 100 });
      return parts.map((part) => values[part].dataSync()[0]!);
    });
    expect(terms).toEqual([1, 2, -3].map((factor) => expect.closeTo(factor * Math.log(100), 4)));
  });

  it("of one example is finite when weighted, and refused when stratified", () => {
    const one = (sampling: "weighted" | "stratified", datasetSize = 10) =>
      tidy(() => {
        const posterior = { z: zeros([1, 2]), mean: zeros([1, 2]), logVariance: zeros([1, 2]) };
        return klDecomposition(posterior, { datasetSize, sampling }).mutualInformation.dataSync()[0]!;
      });
    expect(one("weighted")).toBeCloseTo(Math.log(10), 5);
    expect(() => one("stratified")).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: klDecomposition: stratified sampling needs two examples, the batch has one. Give larger batches, or choose weighted sampling.]`,
    );
    expect(() => one("weighted", 0)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: klDecomposition: datasetSize is 0, below the size of the batch, 1.]`,
    );
  });
});

describe("total correlation by density ratio", () => {
  it("is the mean logit, by hand", () => {
    tidy(() => void expect(densityRatioTotalCorrelation(tensor([[1], [2], [6]])).dataSync()[0]).toBe(3));
  });

  it("permutes each dimension on its own, the same for the same seed", () => {
    tidy(() => {
      const z = tensor(Array.from({ length: 40 }, (_, i) => [i, 100 + i, 200 + i]));
      const permuted = permuteDimensions(z, createRng(1));
      expect(permuted.shape).toEqual([40, 3]);
      const columns = [0, 1, 2].map((k) => (permuted.arraySync() as number[][]).map((values) => values[k]! - 100 * k));
      const sorted = Array.from({ length: 40 }, (_, i) => i);
      for (const column of columns) {
        expect([...column].sort((a, b) => a - b)).toEqual(sorted);
        expect(column).not.toEqual(sorted);
      }
      expect(columns[0]).not.toEqual(columns[1]);
      expect(
        sub(permuted, permuteDimensions(z, createRng(1)))
          .dataSync()
          .every((value) => value === 0),
      ).toBe(true);
    });
  });

  it("refuses codes that are not [batch, latent]", () => {
    expect(() => permuteDimensions(scalar(1), createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: permuteDimensions: z has shape []. It needs [batch, latent] of two examples.]`,
    );
  });
});
