import "@tensorflow/tfjs-backend-cpu";
import {
  Autoencoder,
  createAutoencoder,
  createDenoisingAutoencoder,
  DenoisingAutoencoder,
  gaussianNoise,
  maskingNoise,
  saltAndPepper,
} from "@genlab/ae";
import { createContext, createRng, type Layer } from "@genlab/core";
import { relu } from "@genlab/layers";
import { bernoulli } from "@genlab/losses";
import { itIsAModel } from "@genlab/testing";
import { fill, setBackend, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const batch = { x: { data: Float32Array.from({ length: 48 }, (_, i) => (1 + Math.sin(i)) / 2), shape: [3, 4, 4, 1] } };
const shape = [4, 4, 1];

describe("dense autoencoder", () => {
  itIsAModel({
    create: (rng) => createAutoencoder({ shape, latent: 2, network: "dense", hidden: [5] }, rng),
    batch,
  });
});

describe("convolutional autoencoder with cross-entropy", () => {
  itIsAModel({
    create: (rng) => createAutoencoder({ shape, latent: 2, channels: [3, 4], likelihood: bernoulli }, rng),
    batch,
  });
});

describe("denoising autoencoder", () => {
  itIsAModel({
    create: (rng) => createDenoisingAutoencoder({ shape, latent: 2, network: "dense", hidden: [5] }, rng),
    batch,
  });
});

const through: Layer = { forward: (x) => x };
const context = (seed = 1) => createContext({ rng: createRng(seed) });
const numbers = (x: Tensor) => Array.from(x.dataSync());

describe("the objective of an autoencoder", () => {
  it("is the squared error of the sigmoid, a sum over pixels and the mean over the batch", () => {
    // sigmoid(0) = ½: errors of ½² + ½² in the first example, 0 in the second
    const decoder: Layer = {
      forward: () =>
        tensor([
          [0, 0],
          [0, 0],
        ]),
    };
    const model = new Autoencoder({ encoder: through, decoder });
    const x = tensor([
      [0, 1],
      [0.5, 0.5],
    ]);
    expect(model.phases()[0]!.loss({ x }, context()).total.dataSync()[0]).toBeCloseTo(0.25, 6);
    expect(numbers(model.score(x, context()))).toEqual([0.5, 0]);
  });
});

it("codes have an activation where one is asked for", () => {
  const options = { shape, latent: 16, network: "dense", hidden: [] } as const;
  const codesOf = (activation: object) =>
    numbers(
      createAutoencoder({ ...options, ...activation }, createRng(1)).encode(
        tensor(batch.x.data, [3, ...shape]),
        context(),
      ),
    );
  expect(codesOf({ codeActivation: relu })).toEqual(codesOf({}).map((code) => Math.max(0, code)));
});

describe("the terms of a denoising autoencoder", () => {
  it("give the peak signal-to-noise ratio before and after", () => {
    // noise turns 0.5 into 0.6, the network gives 0.51: -10 log₁₀ 0.1² = 20 dB, -10 log₁₀ 0.01² = 40 dB
    const decoder: Layer = { forward: (z) => fill(z.shape, Math.log(0.51 / 0.49)) };
    const corruption = (x: Tensor) => fill(x.shape, 0.6);
    const model = new DenoisingAutoencoder({ encoder: through, decoder }, { corruption });
    const terms = model.loss({ x: fill([4, 3], 0.5) }, context());
    expect(terms.psnrNoisy!.dataSync()[0]).toBeCloseTo(20, 3);
    expect(terms.psnr!.dataSync()[0]).toBeCloseTo(40, 2);
  });

  it("stay finite for images without noise", () => {
    const model = new DenoisingAutoencoder({ encoder: through, decoder: through }, { corruption: (x) => x });
    expect(model.loss({ x: fill([1, 3], 0.5) }, context()).psnrNoisy!.dataSync()[0]).toBeCloseTo(100, 3);
  });
});

describe("corruption", () => {
  const x = () => fill([200, 100], 0.5);
  const shareOf = (values: number[], value: number) => values.filter((v) => v === value).length / values.length;

  it("by Gaussian noise has the deviation asked for, and stays in [0, 1]", () => {
    const values = numbers(gaussianNoise(0.1)(x(), createRng(1)));
    const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - 0.5) ** 2, 0) / values.length);
    expect(deviation).toBeCloseTo(0.1, 2);
    const extremes = numbers(gaussianNoise(10)(x(), createRng(1)));
    expect([Math.min(...extremes), Math.max(...extremes)]).toEqual([0, 1]);
  });

  it("by masking blanks the share asked for and leaves the rest", () => {
    const values = numbers(maskingNoise(0.3)(x(), createRng(1)));
    expect(shareOf(values, 0)).toBeCloseTo(0.3, 1);
    expect(shareOf(values, 0) + shareOf(values, 0.5)).toBe(1);
  });

  it("by salt and pepper sets half of the share to either end", () => {
    const values = numbers(saltAndPepper(0.4)(x(), createRng(1)));
    expect(shareOf(values, 0)).toBeCloseTo(0.2, 1);
    expect(shareOf(values, 1)).toBeCloseTo(0.2, 1);
    expect(shareOf(values, 0) + shareOf(values, 0.5) + shareOf(values, 1)).toBeCloseTo(1, 10);
  });

  it("by a level out of range is refused", () => {
    expect(() => maskingNoise(1.5)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`share\` of maskingNoise is 1.5. Expected a number from 0 to 1.]`,
    );
    expect(() => gaussianNoise(-1)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`deviation\` of gaussianNoise is -1. Expected a finite number, 0 or more.]`,
    );
  });
});
