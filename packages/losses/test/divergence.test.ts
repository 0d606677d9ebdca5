import "@tensorflow/tfjs-backend-cpu";
import { freeBits, gaussianKl, gaussianKlPerDimension } from "@genlab/losses";
import { itIsALoss, type TensorValues } from "@genlab/testing";
import { grad, setBackend, type Tensor, tensor, tidy, zeros } from "@tensorflow/tfjs-core";
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
    freeBits(gaussianKlPerDimension(mean, logVariance), { minimum: 0.5 });
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
