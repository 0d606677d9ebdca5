import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, type Layer, parameter } from "@genlab/core";
import { bernoulli, DecoderLikelihood, type Likelihood, squaredErrorLikelihood } from "@genlab/losses";
import { add, memory, mul, setBackend, sigmoid, type Tensor, tanh, tensor, tensor1d } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("the likelihood of a decoder", () => {
  const context = createContext({ rng: createRng(1) });
  const decoder: Layer = { forward: (z) => mul(z, 2) };

  it("decodes to the mean, and charges the data of its codes", () => {
    // logits of log 3: a probability of ¾
    const given = new DecoderLikelihood("Test", { decoder, likelihood: bernoulli });
    const z = tensor([[Math.log(3) / 2], [Math.log(3) / 2]]);
    const x = tensor([[1], [0]]);
    const before = memory().numTensors;
    const [mean, distortion] = [given.decode(z, context), given.distortion(x, z, context)];
    expect(memory().numTensors - before).toBe(2);
    for (const value of mean.dataSync()) expect(value).toBeCloseTo(0.75, 6);
    const [on, off] = distortion.dataSync();
    expect(on).toBeCloseTo(-Math.log(0.75), 6);
    expect(off).toBeCloseTo(-Math.log(0.25), 6);
  });

  describe("that starts at the mean of the data", () => {
    const startOf = (likelihood: Likelihood, mean: number) => {
      const bias = parameter(() => tensor1d([5]));
      const decoder = { bias, forward: (z: Tensor) => add(mul(z, 0), bias) };
      const given = new DecoderLikelihood("Test", { decoder, likelihood });
      const before = memory().numTensors;
      given.startAtMean(mean);
      expect(memory().numTensors).toBe(before);
      return given.decode(tensor([[1]]), context).dataSync()[0];
    };

    it("has a last bias whose mean it is, where the error has no gradient far from the data", () => {
      expect(startOf(squaredErrorLikelihood(sigmoid), 0.13)).toBeCloseTo(0.13, 6);
      expect(startOf(squaredErrorLikelihood(tanh), -0.7)).toBeCloseTo(-0.7, 6);
      // nothing is as far as the ends, where no gradient is left
      expect(startOf(squaredErrorLikelihood(sigmoid), 0)).toBeCloseTo(0.01, 6);
      expect(startOf(squaredErrorLikelihood(tanh), 1)).toBeCloseTo(0.98, 6);
    });

    it("stays as it is where the error leads there from anywhere, or no bias is the last", () => {
      expect(startOf(squaredErrorLikelihood(), 0.13)).toBe(5);
      expect(startOf(bernoulli, 0.13)).toBeCloseTo(1 / (1 + Math.exp(-5)), 6);
      const likelihood = squaredErrorLikelihood(sigmoid);
      expect(() => new DecoderLikelihood("Test", { decoder, likelihood }).startAtMean(0.13)).not.toThrow();
    });

    it("refuses a mean that is none", () => {
      expect(() => startOf(bernoulli, Number.NaN)).toThrowErrorMatchingInlineSnapshot(
        `[GenlabError: \`mean\` of startAtMean is NaN. Expected a finite number.]`,
      );
    });
  });

  it("refuses what is no likelihood, and what is no layer, in the name of who holds it", () => {
    expect(() => new DecoderLikelihood("Vae", { decoder, likelihood: {} as never })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`likelihood\` of Vae is {}. Expected what has negativeLog() and mean(), such as \`bernoulli\` of @genlab/losses.]`,
    );
    expect(() => new DecoderLikelihood("Vae", { decoder: {} as never, likelihood: bernoulli })).toThrow("`decoder` of");
  });
});
