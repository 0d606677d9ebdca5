import "@tensorflow/tfjs-backend-cpu";

import {
  bernoulliKl,
  capacity,
  categoricalKl,
  freeBits,
  gaussianKl,
  gaussianKlBetween,
  gaussianKlPerDimension,
} from "@genlab/losses";
import { itIsALoss, type TensorValues } from "@genlab/testing";
import { grad, type Scalar, scalar, setBackend, type Tensor, tensor, tidy, zeros } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { readFixture } from "./fixture.js";

await setBackend("cpu");
const fixture = readFixture("divergence");

const row = (...values: number[]): TensorValues => ({ shape: [1, values.length], values });
const tiny = Math.log(1e-12);

describe("gaussianKl", () => {
  itIsALoss({
    loss: gaussianKl,
    source: fixture.source,
    cases: fixture.cases("gaussianKl"),
    extremes: [[row(1e4, 0, -1e4), row(tiny, tiny, 50)]],
  });

  it("refuses a mean and a log-variance of different shapes", () => {
    expect(() => tidy(() => gaussianKl(zeros([2, 3]), zeros([2, 2])))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: gaussianKl: mean has shape [2,3], logVariance [2,2]. Give both the same shape [batch, ...].]`,
    );
  });
});

describe("freeBits", () => {
  const loss = (mean: Tensor, logVariance: Tensor) =>
    tidy(() => freeBits(gaussianKlPerDimension(mean, logVariance), { minimum: 0.5 }));
  itIsALoss({ loss, source: fixture.source, cases: fixture.cases("freeBits") });

  it("has no gradient in a dimension that holds less than the minimum, by hand", () => {
    const gradient = tidy(() => [
      ...grad((kl) => freeBits(kl, { minimum: 1 }))(
        tensor([
          [0.5, 2],
          [0.5, 4],
        ]),
      ).dataSync(),
    ]);
    expect(gradient).toEqual([0, 0.5, 0, 0.5]);
  });
});

describe("gaussianKlBetween", () => {
  itIsALoss({
    loss: gaussianKlBetween,
    source: fixture.source,
    cases: fixture.cases("gaussianKlBetween"),
    extremes: [[row(1, 0), row(tiny, 0), row(0, 0), row(0, tiny)]],
  });

  it("to the standard Gaussian is gaussianKl", () => {
    const [found, expected] = tidy(() => {
      const [mean, logVariance] = [tensor([[0.5, -2]]), tensor([[0.1, -3]])];
      return [
        gaussianKlBetween(mean, logVariance, zeros([1, 2]), zeros([1, 2])).dataSync()[0]!,
        gaussianKl(mean, logVariance).dataSync()[0]!,
      ];
    });
    expect(found).toBeCloseTo(expected, 5);
  });
});

describe("bernoulliKl", () =>
  itIsALoss({
    loss: bernoulliKl,
    source: fixture.source,
    cases: fixture.cases("bernoulliKl"),
    extremes: [[row(1e4, -1e4, 1e4, 0), row(-1e4, 1e4, 1e4, 1e4)]],
  }));

describe("categoricalKl", () =>
  itIsALoss({
    loss: categoricalKl,
    source: fixture.source,
    cases: fixture.cases("categoricalKl"),
    extremes: [[row(1e4, -1e4), row(-1e4, 1e4)]],
  }));

describe("capacity", () => {
  it("is the distance to the capacity, a number or a scheduled scalar, by hand", () => {
    tidy(() => {
      expect(capacity(scalar(3), 5).dataSync()[0]).toBe(2);
      expect(capacity(scalar(3), scalar(1)).dataSync()[0]).toBe(2);
      expect(grad((kl) => capacity(kl as Scalar, 5))(scalar(3)).dataSync()[0]).toBe(-1);
    });
  });
});
