import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, type Layer, namedParameters, type Rng } from "@genlab/core";
import { withCondition } from "@genlab/layers";
import { batchNormFor, dcganGenerator, mlpGenerator, noNormFor, residualGenerator } from "@genlab/networks";
import { itIsALayer } from "@genlab/testing";
import { moments, mul, setBackend, tanh, tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("mlp generator of points", () => {
  const create = (rng: Rng) => mlpGenerator({ latent: 2, shape: [3], hidden: [4], activation: tanh }, rng);
  itIsALayer({ create, inputShape: [2, 2], outputShape: [2, 3] });
});

describe("mlp generator of images with batch norm", () => {
  const options = { latent: 2, shape: [2, 3, 1], hidden: [4, 3], norm: batchNormFor(0), activation: tanh };
  const create = (rng: Rng) => mlpGenerator(options, rng);
  itIsALayer({ create, inputShape: [3, 2], outputShape: [3, 2, 3, 1], trainingDiffers: true, order: 1 });
});

describe("dcgan generator", () => {
  const options = { latent: 2, channels: [3, 2], shape: [4, 8, 1], activation: tanh };
  itIsALayer({
    // from N(0, 0.02²) the gradients would be lost in rounding
    create: (rng) => widened(dcganGenerator(options, rng)),
    inputShape: [3, 2],
    outputShape: [3, 4, 8, 1],
    trainingDiffers: true,
    order: 1,
  });

  describe("of odd images", () =>
    itIsALayer({
      create: (rng) => widened(dcganGenerator({ ...options, shape: [5, 7, 1] }, rng)),
      inputShape: [3, 2],
      outputShape: [3, 5, 7, 1],
      trainingDiffers: true,
      order: 1,
    }));

  it("starts from N(0, 0.02²)", () => {
    const weights = namedParameters(
      dcganGenerator({ latent: 64, channels: [32, 16], shape: [16, 16, 3] }, createRng(1)),
    );
    const weight = weights.get("layers.0.weight")!; // [64, 512]
    const { mean, variance } = moments(weight);
    // four standard errors of 2^15 draws
    expect(Math.abs(mean.dataSync()[0]!)).toBeLessThan((4 * 0.02) / Math.sqrt(2 ** 15));
    expect(Math.abs(Math.sqrt(variance.dataSync()[0]!) - 0.02)).toBeLessThan((4 * 0.02) / Math.sqrt(2 ** 16));
  });

  it("has no layer between the last convolution and the output", () => {
    const { layers } = dcganGenerator({ latent: 2, channels: [4, 2], shape: [8, 8, 1] }, createRng(1));
    expect(layers.map((layer) => (typeof layer === "function" ? layer.name : layer.constructor.name))).toEqual([
      "Linear",
      "reshaped",
      "BatchNorm",
      "relu",
      "ConvTranspose2d",
      "BatchNorm",
      "relu",
      "ConvTranspose2d",
      "unitTanh",
    ]);
  });
});

describe("residual generator", () => {
  const options = {
    latent: 2,
    channels: [2, 2],
    shape: [4, 4, 1],
    norm: noNormFor(0),
    attention: true,
    activation: tanh,
  };
  const create = (rng: Rng) => residualGenerator(options, rng);
  itIsALayer({ create, inputShape: [2, 2], outputShape: [2, 4, 4, 1], order: 1 });
});

describe("images", () => {
  const latent = 2;
  const makers: Readonly<Record<string, (shape: readonly number[], rng: Rng) => Layer>> = {
    mlp: (shape, rng) => mlpGenerator({ latent, shape, hidden: [4] }, rng),
    dcgan: (shape, rng) => dcganGenerator({ latent, shape, channels: [4, 3] }, rng),
    residual: (shape, rng) => residualGenerator({ latent, shape, channels: [4, 3], spectralNorm: true }, rng),
  };
  it.each(Object.keys(makers))("of the %s generator are in [0, 1] and use the range", (name) => {
    const generator = makers[name]!([28, 20, 3], createRng(1));
    const images = generator.forward(
      tensor([
        [1, 2],
        [-3, 4],
        [1e4, -1e4],
      ]),
      createContext({ rng: createRng(2), training: true }),
    );
    expect(images.shape).toEqual([3, 28, 20, 3]);
    const values = images.dataSync();
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThanOrEqual(1);
  });
});

describe("a condition", () => {
  const [latent, condition] = [2, 3];
  const makers: Readonly<Record<string, (rng: Rng) => Layer>> = {
    mlp: (rng) => mlpGenerator({ latent, condition, shape: [4], hidden: [5] }, rng),
    dcgan: (rng) => dcganGenerator({ latent, condition, shape: [4, 4, 1], channels: [3] }, rng),
    "dcgan without batch norm": (rng) =>
      dcganGenerator({ latent, norm: noNormFor(condition), shape: [4, 4, 1], channels: [3] }, rng),
    residual: (rng) => residualGenerator({ latent, condition, shape: [4, 4, 1], channels: [3] }, rng),
  };
  it.each(Object.keys(makers))("changes what the %s generator gives for the same noise", (name) => {
    const generator = makers[name]!(createRng(1));
    const z = tensor([
      [1, -1],
      [1, -1],
    ]);
    const context = withCondition(
      createContext({ rng: createRng(2) }),
      tensor([
        [1, 0, 0],
        [0, 1, 0],
      ]),
    );
    const values = Array.from(generator.forward(z, context).dataSync());
    const half = values.length / 2;
    expect(Math.max(...values.slice(0, half).map((value, i) => Math.abs(value - values[i + half]!)))).toBeGreaterThan(
      1e-5,
    );
  });
});

/** The network with weights 20 times as large. */
function widened<L extends Layer>(network: L): L {
  for (const parameter of namedParameters(network).values()) {
    if (parameter.rank > 1) tidy(() => parameter.assign(mul(parameter, 20)));
  }
  return network;
}
