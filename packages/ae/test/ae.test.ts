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
import { bernoulli, squaredErrorLikelihood } from "@genlab/losses";
import { itIsAModel } from "@genlab/testing";
import { fill, setBackend, type Tensor, tanh, tensor } from "@tensorflow/tfjs-core";
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
    calls(model, { x }, context) {
      const z = model.encode(x, context);
      return { distortion: () => model.distortion(x, z, context) };
    },
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
    calls: (model, { x }, context) => ({ corrupt: () => model.corrupt(x, context) }),
  });
});

describe("denoising autoencoder of points", () => {
  const points = { x: { data: Float32Array.of(-3, 0.5, 2, -0.1, 5, 1), shape: [3, 2] } };
  const create = (options: object) => createDenoisingAutoencoder({ shape: [2], latent: 2, ...options }, createRng(1));

  itIsAModel({
    create: (rng) => createDenoisingAutoencoder({ shape: [2], latent: 2, hidden: [5] }, rng),
    batch: points,
  });

  it("leaves them alone where there is no noise", () => {
    const model = create({ hidden: [5], corruption: gaussianNoise(0) });
    const { psnrNoisy } = model.loss({ x: tensor(points.x.data, [3, 2]) }, context());
    expect(psnrNoisy!.dataSync()[0]).toBeCloseTo(100, 3);
  });

  it("refuses noise that sets entries to the ends of a range, which they do not have", () => {
    expect(() => create({ corruption: saltAndPepper(0.1) })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`corruption\` of DenoisingAutoencoder sets entries to the ends of the data's range, but its likelihood is for data anywhere. Choose gaussianNoise or maskingNoise, or a likelihood for data in a range.]`,
    );
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

  it("take the width of the data's range for the peak", () => {
    // noise is off by 0.2 in a range of width 2: -10 log₁₀ (0.2 / 2)² = 20 dB
    const likelihood = squaredErrorLikelihood(tanh);
    const corruption = (x: Tensor) => fill(x.shape, 0.7);
    const model = new DenoisingAutoencoder({ encoder: through, decoder: through, likelihood }, { corruption });
    expect(model.loss({ x: fill([4, 3], 0.5) }, context()).psnrNoisy!.dataSync()[0]).toBeCloseTo(20, 3);
  });

  it("stay finite for images without noise", () => {
    const model = new DenoisingAutoencoder({ encoder: through, decoder: through }, { corruption: (x) => x });
    expect(model.loss({ x: fill([1, 3], 0.5) }, context()).psnrNoisy!.dataSync()[0]).toBeCloseTo(100, 3);
  });
});

describe("corruption", () => {
  const x = () => fill([200, 100], 0.5);
  const shareOf = (values: number[], value: number) => values.filter((v) => v === value).length / values.length;

  it("by Gaussian noise has the deviation asked for, and stays in the range of the data", () => {
    const values = numbers(gaussianNoise(0.1)(x(), createRng(1), { least: 0, most: 1 }));
    const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - 0.5) ** 2, 0) / values.length);
    expect(deviation).toBeCloseTo(0.1, 2);
    const extremes = numbers(gaussianNoise(10)(x(), createRng(1), { least: 0, most: 1 }));
    expect([Math.min(...extremes), Math.max(...extremes)]).toEqual([0, 1]);
    const wider = numbers(gaussianNoise(10)(x(), createRng(1), { least: -1, most: 1 }));
    expect([Math.min(...wider), Math.max(...wider)]).toEqual([-1, 1]);
  });

  it("by masking blanks the share asked for and leaves the rest", () => {
    const values = numbers(maskingNoise(0.3)(x(), createRng(1), null));
    expect(shareOf(values, 0)).toBeCloseTo(0.3, 1);
    expect(shareOf(values, 0) + shareOf(values, 0.5)).toBe(1);
  });

  it("by salt and pepper sets half of the share to either end", () => {
    const values = numbers(saltAndPepper(0.4)(x(), createRng(1), { least: 0, most: 1 }));
    expect(shareOf(values, 0)).toBeCloseTo(0.2, 1);
    expect(shareOf(values, 1)).toBeCloseTo(0.2, 1);
    expect(shareOf(values, 0) + shareOf(values, 0.5) + shareOf(values, 1)).toBeCloseTo(1, 10);
  });

  it("by Gaussian noise clips nothing of data without a range", () => {
    const points = tensor([[-3, 5]]);
    expect(numbers(gaussianNoise(0)(points, createRng(1), null))).toEqual([-3, 5]);
  });

  it("by salt and pepper needs a range, and takes its ends", () => {
    const ends = new Set(numbers(saltAndPepper(1)(x(), createRng(1), { least: -1, most: 2 })));
    expect([...ends].sort()).toEqual([-1, 2]);
    expect(() => saltAndPepper(0.4)(x(), createRng(1), null)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: saltAndPepper: the data have no range whose ends entries could be set to. Give { least, most }.]`,
    );
  });

  it("takes bytes for the numbers that they are", () => {
    const bytes = tensor([0, 1, 1, 0], [2, 2], "int32");
    for (const corruption of [gaussianNoise(0.1), maskingNoise(0.5), saltAndPepper(0.5)]) {
      const [given, expected] = [bytes, tensor([0, 1, 1, 0], [2, 2])].map((x) =>
        numbers(corruption(x, createRng(1), { least: 0, most: 1 })),
      );
      expect(given).toEqual(expected);
    }
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
