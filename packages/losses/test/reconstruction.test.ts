import "@tensorflow/tfjs-backend-cpu";
import {
  absoluteError,
  binaryCrossEntropy,
  binaryCrossEntropyFromLogits,
  categoricalCrossEntropy,
  continuousBernoulli,
  featureLoss,
  fixedVarianceGaussian,
  gaussianNegativeLogLikelihood,
  huber,
  multiScaleStructuralSimilarity,
  squaredError,
  structuralSimilarity,
} from "@genlab/losses";
import { itIsALoss, type LossSpecification, type TensorValues } from "@genlab/testing";
import {
  grad,
  matMul,
  mean,
  mul,
  setBackend,
  sum,
  type Tensor,
  type Tensor2D,
  tanh,
  tensor,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { readFixture } from "./fixture.js";

await setBackend("cpu");
const fixture = readFixture("reconstruction");

const row = (...values: number[]): TensorValues => ({ shape: [1, values.length], values });

const plane = (size: number, value: number): TensorValues => ({
  shape: [1, size, size, 1],
  values: new Array(size * size).fill(value),
});
const checkers = (size: number, first = 0): TensorValues => ({
  shape: [1, size, size, 1],
  values: Array.from({ length: size * size }, (_, i) => (i + Math.floor(i / size) + first) % 2),
});

/** Two scales for small images, three for large. */
function multiScale(prediction: Tensor, target: Tensor) {
  const weights = target.shape[1]! < 12 ? [0.4, 0.6] : [0.2, 0.3, 0.5];
  return multiScaleStructuralSimilarity({ window: 3, weights })(prediction, target);
}

function featureLossOf(prediction: Tensor, target: Tensor, weight: Tensor) {
  const features = (x: Tensor) => {
    const y = matMul(x as Tensor2D, weight as Tensor2D);
    return [tanh(y), sum(y, 1, true)];
  };
  return featureLoss({ features, weights: [2, 0.5] })(prediction, target);
}

const losses: Record<string, Pick<LossSpecification, "loss" | "extremes" | "examples">> = {
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
    examples: [0, 1], // a log-variance may be shared
    extremes: [[row(1, 0), row(-1, 0), row(Math.log(1e-12), Math.log(1e-12))]],
  },
  huber: { loss: huber(), extremes: [[row(1e30, 0), row(-1e30, 0)]] },
  "huber of delta 0.3": { loss: huber({ delta: 0.3 }) },
  "structuralSimilarity of window 5": {
    loss: structuralSimilarity({ window: 5 }),
    extremes: [
      [plane(5, 1), plane(5, 1)],
      [plane(5, 0), plane(5, 0)],
    ],
  },
  structuralSimilarity: { loss: structuralSimilarity() },
  "structuralSimilarity of window 5 and range 255": {
    loss: (prediction, target) =>
      tidy(() => structuralSimilarity({ window: 5, range: 255 })(mul(prediction!, 255), mul(target!, 255))),
  },
  "multiScaleStructuralSimilarity of window 3": {
    loss: multiScale,
    extremes: [
      [checkers(12), plane(12, 0.5)],
      [checkers(12), checkers(12, 1)],
      [plane(12, 0), plane(12, 1)],
    ],
  },
  featureLoss: { loss: featureLossOf },
  fixedVarianceGaussian: { loss: fixedVarianceGaussian() },
  continuousBernoulli: {
    loss: (logits, x) => tidy(() => mean(continuousBernoulli.negativeLog(logits!, x!))),
    extremes: [
      [row(1e4, -1e4, 0, 1), row(0, 0, 0.5, 1)],
      [row(1, -1, 1e-20, -1e-20), row(0.5, 1, 0, 1)],
    ],
  },
  "continuousBernoulli.mean": {
    loss: (logits) => tidy(() => mean(sum(continuousBernoulli.mean(logits!), 1))),
    examples: [],
    extremes: [[row(1e4, -1e4, 0, 1e-20)]],
  },
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

describe("images", () => {
  const attempt = (shape: number[], options: { window?: number; weights?: number[] }) => () =>
    tidy(() => {
      const loss = options.weights ? multiScaleStructuralSimilarity(options) : structuralSimilarity(options);
      loss(zeros(shape), zeros(shape));
    });

  it("smaller than the window are refused with the remedy", () => {
    expect(attempt([2, 8, 8, 1], {})).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: structuralSimilarity: images have shape [2,8,8,1]. It needs [batch, height, width, channels] of at least 11×11. Choose a smaller \`window\`.]`,
    );
    expect(attempt([2, 28, 28, 1], { weights: [0.5, 0.25, 0.25] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: multiScaleStructuralSimilarity: images have shape [2,28,28,1]. It needs [batch, height, width, channels] of at least 44×44. Give fewer \`weights\`, or a smaller \`window\`.]`,
    );
    expect(attempt([2, 64], {})).toThrow("[batch, height, width, channels]");
  });
});

describe("featureLoss", () => {
  it("refuses weights that are not one a feature", () => {
    const loss = featureLoss({ features: (x) => [x, x], weights: [1] });
    expect(() => tidy(() => loss(zeros([1, 2]), zeros([1, 2])))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: featureLoss: features: 2, weights: 1. Give a weight for each.]`,
    );
  });
});

it("a delta that is not above 0 is refused", () => {
  expect(() => huber({ delta: -1 })).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`delta\` of huber is -1. Expected a finite number above 0.]`,
  );
});

it("a variance that is not above 0 is refused", () => {
  expect(() => fixedVarianceGaussian({ variance: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`variance\` of fixedVarianceGaussian is 0. Expected a finite number above 0.]`,
  );
});
