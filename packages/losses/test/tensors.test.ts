import "@tensorflow/tfjs-backend-cpu";
import { createRng, dataRangesOf, disposeModule, GenlabError } from "@genlab/core";
import {
  BoundaryEquilibrium,
  bernoulli,
  binaryCrossEntropy,
  binaryCrossEntropyFromLogits,
  capacity,
  continuousBernoulli,
  densityRatioTotalCorrelation,
  freeBits,
  gaussian,
  gaussianKernel,
  gaussianKl,
  gaussianKlPerDimension,
  klDecomposition,
  LearnedGaussian,
  likelihoodFor,
  meanOverBatch,
  permuteDimensions,
  squaredError,
  squaredErrorLikelihood,
} from "@genlab/losses";
import {
  dispose,
  memory,
  scalar,
  setBackend,
  sigmoid,
  square,
  type Tensor,
  tensor,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";

await setBackend("cpu");

const likelihoods = {
  bernoulli,
  continuousBernoulli,
  gaussian: gaussian({ mean: sigmoid }),
  LearnedGaussian: new LearnedGaussian(),
  squaredErrorLikelihood: squaredErrorLikelihood(sigmoid),
};

/** How many tensors a call adds to those that were there. */
function added(call: () => Tensor | { readonly [name: string]: Tensor }): number {
  const before = memory().numTensors;
  const result = call();
  const after = memory().numTensors;
  dispose(result as Tensor);
  return after - before;
}

describe("a call outside of tidy leaves its result alone", () => {
  const [x, y] = [tensor([[0.25, 0.5], [1, 0]]), tensor([[0.5, 0.5], [0.25, 2]])]; // biome-ignore format: rows
  const kl = scalar(3);
  const game = new BoundaryEquilibrium();

  it.each(
    Object.entries({
      freeBits: () => freeBits(x, { minimum: 0.1 }),
      capacity: () => capacity(kl, 5),
      gaussianKlPerDimension: () => gaussianKlPerDimension(x, y),
      densityRatioTotalCorrelation: () => densityRatioTotalCorrelation(x),
      permuteDimensions: () => permuteDimensions(x, createRng(1)),
      gaussianKernel: () => gaussianKernel()(x, 2),
      "BoundaryEquilibrium.discriminator": () => game.discriminator(x, y),
      "BoundaryEquilibrium.generator": () => game.generator(x),
      ...Object.fromEntries(
        Object.entries(likelihoods).flatMap(([name, likelihood]) => [
          [`${name}.negativeLog`, () => likelihood.negativeLog(y, x)],
          // that of a learned variance is the output itself
          ...(name === "LearnedGaussian" ? [] : [[`${name}.mean`, () => likelihood.mean(y)]]),
        ]),
      ),
    } as Record<string, () => Tensor>),
  )("%s", (_, call) => {
    expect(added(call)).toBe(1);
  });

  it("klDecomposition", () => {
    const posterior = { z: x, mean: y, logVariance: y };
    expect(added(() => ({ ...klDecomposition(posterior, { datasetSize: 10 }) }))).toBe(3);
  });
});

describe("likelihoods", () => {
  it.each(Object.entries(likelihoods))(
    "%s refuses an output that is not of the shape of the data",
    (name, likelihood) => {
      const attempt = (output: number[], x: number[]) => () =>
        tidy(() => void likelihood.negativeLog(zeros(output), zeros(x)));
      expect(attempt([2, 3], [2, 1])).toThrow(`${name}: output has shape [2,3], x [2,1]. Give both the same shape`);
      expect(attempt([2, 3], [1, 3])).toThrow(GenlabError);
      expect(attempt([0, 3], [0, 3])).toThrow(GenlabError);
    },
  );

  it("take bytes for the numbers that they are", () => {
    tidy(() => {
      const [output, bytes] = [tensor([[0.5, -1]]), tensor([[1, 0]], [1, 2], "int32")];
      const floats = tensor([[1, 0]]);
      for (const likelihood of [bernoulli, continuousBernoulli, likelihoodFor([2])]) {
        expect(likelihood.negativeLog(output, bytes).dataSync()).toEqual(
          likelihood.negativeLog(output, floats).dataSync(),
        );
      }
    });
  });
});

describe("a loss for data in a range", () => {
  it("says so wherever a model holds it", () => {
    const of = (loss: unknown) => dataRangesOf({ part: { loss } }).map(({ of, least, most }) => [of, least, most]);
    expect(of(binaryCrossEntropyFromLogits)).toEqual([["binaryCrossEntropyFromLogits", 0, 1]]);
    expect(of(binaryCrossEntropy)).toEqual([["binaryCrossEntropy", 0, 1]]);
    expect(of(squaredError)).toEqual([]);
    const range = { of: "mine", least: -1, most: 1 };
    expect(of(meanOverBatch((x: Tensor) => x, range))).toEqual([["mine", -1, 1]]);
  });
});

describe("meanOverBatch", () => {
  it("refuses values that are not one an example", () => {
    const loss = meanOverBatch((x: Tensor) => square(x));
    expect(() => tidy(() => void loss(zeros([2, 3])))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: meanOverBatch: the loss of each example has shape [2,3]. Expected [batch], [2]: sum over each example.]`,
    );
  });
});

it("capacity refuses a divergence of each example", () => {
  const call = () => tidy(() => void capacity(gaussianKl.perExample(zeros([2, 3]), zeros([2, 3])) as never, 5));
  expect(call).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: capacity: kl has shape [2]. Give a scalar, such as gaussianKl(mean, logVariance).]`,
  );
  expect(() => tidy(() => void capacity(scalar(3), -1))).toThrow(GenlabError);
});

it("likelihoods hold no tensor but their parameters", () => {
  const before = memory().numTensors;
  const likelihood = new LearnedGaussian();
  expect(memory().numTensors - before).toBe(1);
  disposeModule(likelihood);
});
