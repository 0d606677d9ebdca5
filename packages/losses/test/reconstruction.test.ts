import "@tensorflow/tfjs-backend-cpu";
import {
  absoluteError,
  binaryCrossEntropy,
  binaryCrossEntropyFromLogits,
  categoricalCrossEntropy,
  fixedVarianceGaussian,
  gaussianNegativeLogLikelihood,
  squaredError,
} from "@genlab/losses";
import { itIsALoss, type LossSpecification, type TensorValues } from "@genlab/testing";
import { grad, setBackend, type Tensor, tensor, tidy, zeros } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { readFixture } from "./fixture.js";

await setBackend("cpu");
const fixture = readFixture("reconstruction");

const row = (...values: number[]): TensorValues => ({ shape: [1, values.length], values });

const losses: Record<string, Pick<LossSpecification, "loss" | "extremes">> = {
  squaredError: { loss: squaredError, extremes: [[row(1e4, -1e4), row(-1e4, 0)]] },
  absoluteError: { loss: absoluteError, extremes: [[row(1e30, 0), row(-1e30, 0)]] },
  binaryCrossEntropyFromLogits: {
    loss: binaryCrossEntropyFromLogits,
    extremes: [[row(1e4, -1e4, 1e4, -1e4), row(1, 0, 0, 1)]],
  },
  binaryCrossEntropy: { loss: binaryCrossEntropy, extremes: [[row(0, 1, 0, 1, 1e-38), row(1, 0, 0, 1, 1)]] },
  categoricalCrossEntropy: { loss: categoricalCrossEntropy, extremes: [[row(1e4, -1e4, 0), row(0, 1, 0)]] },
  gaussianNegativeLogLikelihood: {
    loss: gaussianNegativeLogLikelihood,
    extremes: [[row(1, 0), row(-1, 0), row(Math.log(1e-12), Math.log(1e-12))]],
  },
  fixedVarianceGaussian: { loss: fixedVarianceGaussian() },
  "fixedVarianceGaussian of variance 0.01": { loss: fixedVarianceGaussian({ variance: 0.01 }) },
};

for (const [name, specification] of Object.entries(losses)) {
  describe(name, () => itIsALoss({ ...specification, source: fixture.source, cases: fixture.cases(name) }));
}

describe("binaryCrossEntropyFromLogits", () => {
  it("has the gradient sigmoid(l) - x at a logit of 0, by hand", () => {
    const gradient = tidy(() => {
      const target = tensor([[0, 0.5, 1]]);
      return [...grad((logits) => binaryCrossEntropyFromLogits(logits, target))(zeros([1, 3])).dataSync()];
    });
    expect(gradient).toEqual([0.5, 0, -0.5]);
  });

  it("is exact where the sigmoid saturates, by hand", () => {
    const value = (logit: number, target: number) =>
      tidy(() => binaryCrossEntropyFromLogits(tensor([[logit]]), tensor([[target]])).dataSync()[0]);
    expect([value(1e4, 1), value(1e4, 0), value(-1e4, 1), value(-1e4, 0)]).toEqual([0, 1e4, 1e4, 0]);
  });
});

describe("shapes", () => {
  const attempt = (loss: (x: Tensor, y: Tensor) => Tensor, x: number[], y: number[]) => () =>
    tidy(() => void loss(zeros(x), zeros(y)));

  it("of a prediction and a target that differ are refused, where tfjs would broadcast", () => {
    expect(attempt(squaredError, [8, 1], [8])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: squaredError: prediction has shape [8,1], target [8]. Give both the same shape [batch, ...].]`,
    );
    for (const loss of [absoluteError, binaryCrossEntropy, binaryCrossEntropyFromLogits, categoricalCrossEntropy]) {
      expect(attempt(loss, [2, 3], [2, 1])).toThrow("[2,3]");
    }
  });

  it("without an example are refused", () => {
    expect(attempt(squaredError, [0, 4], [0, 4])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: squaredError: prediction has shape [0,4]. It needs [batch, ...] and an example.]`,
    );
    expect(attempt(squaredError, [], [])).toThrow("[batch, ...]");
  });

  it("of a log-variance must broadcast to the mean's", () => {
    const loss = (x: Tensor, logVariance: Tensor) => gaussianNegativeLogLikelihood(x, x, logVariance);
    expect(attempt(loss, [4, 3], [2])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: gaussianNegativeLogLikelihood: logVariance has shape [2], which does not broadcast to the mean's [4,3]. Give it the same shape, or [] to share it.]`,
    );
    expect(attempt(loss, [3], [4, 3])).toThrow("does not broadcast");
  });
});

it("a variance that is not above 0 is refused", () => {
  expect(() => fixedVarianceGaussian({ variance: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: fixedVarianceGaussian: variance is 0. It must be above 0.]`,
  );
});
