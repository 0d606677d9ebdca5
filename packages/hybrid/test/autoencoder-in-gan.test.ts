import "@tensorflow/tfjs-backend-cpu";
import { AutoencoderInGan, createAutoencoderInGan } from "@genlab/hybrid";
import { itIsAModel } from "@genlab/testing";
import { setBackend, sum, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, evaluation, layerOf, numbers, points, small, softplus } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("autoencoder in a gan, of points", () => {
  itIsAModel({
    create: (rng) => createAutoencoderInGan({ ...small, shape: [2], latent: 2 }, rng),
    batch: points,
  });
});

describe("an autoencoder in a gan", () => {
  // the logit of a point is the sum of its entries
  const discriminator = layerOf((x) => sum(x, 1, true));
  const make = (settings: object = {}) =>
    new AutoencoderInGan(
      { encoder: always([30, -30]), generator: layerOf((z) => z), discriminator },
      { latent: 2, ...settings },
    );

  it("bounds its codes to the box that the noise is drawn from", () => {
    expect([
      ...make()
        .encode(tensor([[0, 0]]), evaluation())
        .dataSync(),
    ]).toEqual([1, -1]);
    const drawn = make().sample(1000, evaluation()).dataSync();
    expect(Math.max(...drawn)).toBeLessThan(1);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...drawn) - Math.min(...drawn)).toBeGreaterThan(1.95);
  });

  it("judges reconstructions and samples alike", () => {
    const x = tensor([[2, 1]]);
    const model = make();
    const [a, b] = model.sample(1, evaluation()).dataSync() as unknown as [number, number];
    const fakes = [1 - 1, a + b]; // the reconstruction is (1, -1)
    const judged = numbers(model.discriminatorLosses({ x }, evaluation()));
    expect(judged.total).toBeCloseTo(softplus(-3) + (softplus(fakes[0]!) + softplus(fakes[1]!)) / 2, 5);
    const terms = numbers(make({ reconstructionWeight: 0.5 }).autoencoderLosses({ x }, evaluation()));
    expect(terms.reconstruction).toBe(1 + 4);
    const adversarial = (softplus(-fakes[0]!) + softplus(-fakes[1]!)) / 2;
    expect(terms.total).toBeCloseTo(adversarial + 0.5 * 5, 5);
  });
});
