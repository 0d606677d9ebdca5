import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng } from "@genlab/core";
import { GaussianNoise, reparameterize, stopGradient, straightThrough } from "@genlab/layers";
import { expectGradientsToMatch, itIsALayer } from "@genlab/testing";
import { grad, mul, setBackend, square, sub, type Tensor, tensor1d, zeros } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { expectClose } from "./fixture.js";

await setBackend("cpu");

describe("GaussianNoise", () => {
  describe("deviation 0.3", () =>
    itIsALayer({
      create: () => new GaussianNoise({ deviation: 0.3 }),
      anyChannels: true,
      inputShape: [2, 3],
      outputShape: [2, 3],
      trainingDiffers: true,
    }));

  it("adds the rng's draws, scaled", () => {
    const context = createContext({ rng: createRng(1), training: true });
    const noise = createRng(1).normal([4]).dataSync();
    const y = new GaussianNoise({ deviation: 0.5 }).forward(zeros([4]), context);
    expectClose(y, { shape: [4], values: [...noise].map((value) => value / 2) });
  });

  it("refuses a deviation that is none", () => {
    expect(() => new GaussianNoise({ deviation: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`deviation\` of GaussianNoise is -1. Expected a finite number above 0.]`,
    );
  });
});

describe("reparameterize", () => {
  it("is mean + exp(logVariance / 2) ε", () => {
    const [epsilon] = createRng(1).normal([1]).dataSync();
    const z = reparameterize({ mean: tensor1d([3]), logVariance: tensor1d([Math.log(4)]) }, createRng(1));
    expectClose(z, { shape: [1], values: [3 + 2 * epsilon!] });
  });

  it("has gradients by both", () => {
    const inputs = [createRng(2).normal([2, 3]), createRng(3).normal([2, 3])];
    expectGradientsToMatch(
      (mean, logVariance) => reparameterize({ mean: mean!, logVariance: logVariance! }, createRng(1)),
      inputs,
      {
        order: 2,
      },
    );
  });
});

it("stopGradient makes a constant", () => {
  const x = tensor1d([1, 2, 3]);
  expectClose(stopGradient(x), { shape: [3], values: [1, 2, 3] });
  // by hand: d x · c / d x = c
  expectClose(grad((x) => mul(x, stopGradient(x)))(x), { shape: [3], values: [1, 2, 3] });
});

it("straightThrough gives the value forward and the gradient of x backward", () => {
  const [x, value] = [tensor1d([1, 2]), tensor1d([5, 5])];
  // by hand: d (y - 1)² / d x = 2 (5 - 1)
  const f = (given: Tensor) => square(sub(straightThrough(given, value), 1));
  expectClose(f(x), { shape: [2], values: [16, 16] });
  expectClose(grad(f)(x), { shape: [2], values: [8, 8] });
});
