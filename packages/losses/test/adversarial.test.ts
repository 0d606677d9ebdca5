import "@tensorflow/tfjs-backend-cpu";
import { namedVariables } from "@genlab/core";
import {
  BoundaryEquilibrium,
  categoricalInformation,
  energyBased,
  featureMatching,
  gaussianInformation,
  generatorCost,
  hinge,
  leastSquares,
  minimax,
  nonSaturating,
  oneSidedLabelSmoothing,
  pullAway,
  relativistic,
  relativisticAverage,
  wasserstein,
} from "@genlab/losses";
import { itIsALoss, type LossSpecification, type TensorValues } from "@genlab/testing";
import {
  grads,
  memory,
  type Scalar,
  scalar,
  setBackend,
  type Tensor,
  tensor1d,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { readFixture } from "./fixture.js";

await setBackend("cpu");
const fixture = readFixture("adversarial");

const column = (...values: number[]): TensorValues => ({ shape: [values.length, 1], values });
const row = (...values: number[]): TensorValues => ({ shape: [1, values.length], values });
const hard = column(1e4, -1e4);
const single = column(0);

const losses: Record<
  string,
  Pick<LossSpecification, "loss" | "extremes" | "couplesExamples" | "examples" | "sizesMayDiffer">
> = {
  oneSidedLabelSmoothing: { loss: oneSidedLabelSmoothing(nonSaturating).discriminator, sizesMayDiffer: true },
  pullAway: {
    loss: pullAway,
    extremes: [[{ shape: [2, 2], values: [0, 0, 1, 1] }], [{ shape: [2, 2], values: [1e4, 0, 1e-4, 1e4] }]],
    couplesExamples: true,
  },
  featureMatching: { loss: featureMatching },
  categoricalInformation: { loss: categoricalInformation, extremes: [[row(1e4, -1e4), row(0, 1)]] },
  gaussianInformation: {
    loss: gaussianInformation,
    extremes: [[row(1), row(-1), row(Math.log(1e-12))]],
    examples: [0, 1], // a log-variance may be shared
  },
  "energyBased.discriminator": {
    loss: energyBased({ margin: 2 }).discriminator,
    extremes: [[row(1e4), row(1e4)]],
    sizesMayDiffer: true,
  },
  "energyBased.generator": { loss: energyBased({ margin: 2 }).generator },
  "relativistic.discriminator": {
    loss: relativistic.discriminator,
    extremes: [
      [hard, hard],
      [single, single],
    ],
  },
  "relativistic.generator": {
    loss: relativistic.generator,
    extremes: [
      [hard, hard],
      [single, single],
    ],
  },
  "relativisticAverage.generator": {
    loss: relativisticAverage.generator,
    sizesMayDiffer: true,
    extremes: [
      [hard, hard],
      [single, single],
    ],
  },
  "relativisticAverage.discriminator": {
    loss: relativisticAverage.discriminator,
    sizesMayDiffer: true,
    extremes: [
      [hard, hard],
      [single, single],
    ],
  },
};
for (const [name, game] of Object.entries({ minimax, nonSaturating, leastSquares, wasserstein, hinge })) {
  losses[`${name}.discriminator`] = {
    loss: game.discriminator,
    sizesMayDiffer: true,
    extremes: [
      [hard, hard],
      [single, single],
    ],
  };
  losses[`${name}.generator`] = { loss: game.generator, extremes: [[hard], [single]] };
}

for (const [name, specification] of Object.entries(losses)) {
  describe(name, () => itIsALoss({ ...specification, source: fixture.source, cases: fixture.cases(name) }));
}

describe("the saturating generator", () => {
  it("has no gradient where the discriminator is sure, and the non-saturating one has: sigmoid by hand", () => {
    const slope = (generator: (fake: Tensor) => Scalar) =>
      tidy(() => grads(generator)([tensor1d([-20])])[0]!.dataSync()[0]!);
    expect(slope(minimax.generator)).toBeCloseTo(-2e-9, 9);
    expect(slope(nonSaturating.generator)).toBeCloseTo(-1, 6);
  });
});

describe("oneSidedLabelSmoothing", () => {
  it("of least squares has the gradient of the square to the label, by hand", () => {
    const { discriminator } = oneSidedLabelSmoothing(leastSquares, { amount: 0.2 });
    tidy(() => {
      const [real, fake] = grads(discriminator)([tensor1d([0.5]), tensor1d([0.5])]);
      expect(real!.dataSync()[0]).toBeCloseTo(0.5 - 0.8, 6);
      expect(fake!.dataSync()[0]).toBeCloseTo(0.5, 6);
    });
  });

  it("leaves the generator as it was", () => {
    tidy(() => {
      const fake = tensor1d([0.3, -2]);
      const [smoothed, plain] = [oneSidedLabelSmoothing(hinge), hinge].map(
        (game) => game.generator(fake).dataSync()[0],
      );
      expect(smoothed).toBe(plain);
    });
  });

  it("refuses labels that turn real into fake", () => {
    expect(() => oneSidedLabelSmoothing(hinge, { amount: 0.5 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: oneSidedLabelSmoothing: amount is 0.5. It must be at least 0 and below 0.5.]`,
    );
  });
});

describe("BoundaryEquilibrium", () => {
  const errors = (...values: number[]) => tensor1d(values);

  it("weighs the fakes by k, which moves by rate · (diversity · real - fake) within [0, 1], by hand", () => {
    const game = new BoundaryEquilibrium({ diversity: 0.5, rate: 0.1 });
    const k = () => game.control.dataSync()[0];
    tidy(() => {
      game.update(errors(4, 8), errors(1)); // 0.1 · (0.5 · 6 - 1)
      expect(k()).toBeCloseTo(0.2, 6);
      expect(game.discriminator(errors(4, 8), errors(1, 3)).dataSync()[0]).toBeCloseTo(6 - 0.2 * 2, 5);
      expect(game.generator(errors(1, 3)).dataSync()[0]).toBe(2);
      const [real, fake] = grads((x, y) => game.discriminator(x, y))([errors(4, 8), errors(1, 3)]);
      expect([...real!.dataSync()]).toEqual([0.5, 0.5]);
      expect(fake!.dataSync()[0]).toBeCloseTo(-0.1, 6);
      game.update(errors(1000), errors(0));
      expect(k()).toBe(1);
      game.update(errors(0), errors(1000));
      expect(k()).toBe(0);
    });
    game.control.dispose();
  });

  it("uses the k of before in a gradient that is taken after the update", () => {
    const game = new BoundaryEquilibrium({ rate: 1 });
    tidy(() => {
      const step = (real: Tensor, fake: Tensor) => {
        const loss = game.discriminator(real, fake);
        game.update(real, fake);
        return loss;
      };
      const [, fake] = grads(step)([errors(1), errors(0)]);
      expect(fake!.dataSync()[0]).toBeCloseTo(0);
      expect(game.control.dataSync()[0]).toBe(0.75);
    });
    game.control.dispose();
  });

  it("has k as a buffer in its tree and keeps no other tensor", () => {
    const before = memory().numTensors;
    const game = new BoundaryEquilibrium();
    expect([...namedVariables({ game })].map(([path, { trainable }]) => [path, trainable])).toEqual([
      ["game.control", false],
    ]);
    tidy(() => game.update(errors(1), errors(2)));
    expect(memory().numTensors).toBe(before + 1);
    game.control.dispose();
  });
});

describe("errors", () => {
  it("tell what a game cannot use", () => {
    expect(() => energyBased({ margin: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`margin\` of energyBased is 0. Expected a finite number above 0.]`,
    );
    expect(() => tidy(() => pullAway(zeros([1, 3])))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: pullAway: codes have shape [1,3]. It needs [batch, features] of two examples.]`,
    );
    expect(() => tidy(() => featureMatching(zeros([2, 3]), zeros([2, 4])))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: featureMatching: fake has shape [2,3], real [2,4]. Give features of the same layer.]`,
    );
  });
});

it("energyBased takes a margin that moves", () => {
  const totals = tidy(() => {
    const [real, fake] = [tensor1d([1, 2]), tensor1d([0.5, 4])];
    return [scalar(3), 3].map((margin) => energyBased({ margin }).discriminator(real, fake).dataSync()[0]);
  });
  expect(totals).toEqual([1.5 + 1.25, 1.5 + 1.25]);
});

it("generatorCost asks for real logits only where the game compares", () => {
  const values = tidy(() => {
    const [fake, real] = [tensor1d([1, -1]), tensor1d([0.5, 2])];
    const never = () => {
      throw new Error("asked for real logits");
    };
    const alone = generatorCost(nonSaturating, fake, never).dataSync()[0];
    const compared = generatorCost(relativisticAverage, fake, () => real).dataSync()[0];
    return [
      [alone, nonSaturating.generator(fake).dataSync()[0]],
      [compared, relativisticAverage.generator(fake, real).dataSync()[0]],
    ];
  });
  for (const [given, expected] of values) expect(given).toBe(expected);
});
