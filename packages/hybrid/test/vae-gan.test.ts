import "@tensorflow/tfjs-backend-cpu";
import type { createRng } from "@genlab/core";
import { createVaeGan, createWeightedVaeGan, FeatureDiscriminator, VaeGan, WeightedVaeGan } from "@genlab/hybrid";
import { linear } from "@genlab/optim";
import { itIsAModel } from "@genlab/testing";
import { concat, mul, setBackend, sum, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, evaluation, images, layerOf, numbers, points, small, softplus, training } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("vae-gan of images", () => {
  itIsAModel({ create: (rng) => createVaeGan({ ...small, shape: [4, 4, 1], latent: 2 }, rng), batch: images });
});

describe("weighted vae-gan of points", () => {
  const create = (rng: ReturnType<typeof createRng>) =>
    createWeightedVaeGan({ ...small, shape: [2], latent: 2, beta: linear({ from: 0, to: 1, steps: 5 }) }, rng);
  itIsAModel({ create, batch: points });
});

// q = N((1), e⁰): KL = ½
const encoder = always([1, 0]);
const kl = 0.5;
const x = () => tensor([[1, 2]]);

describe("the losses of a vae-gan", () => {
  // features are the data three times as large; logits are given, for real data and for the decoder's (0, 0)
  const make = (real: number, fake: number, settings: object = {}) =>
    new VaeGan(
      {
        encoder,
        decoder: always([0, 0]),
        discriminator: new FeatureDiscriminator({
          features: layerOf((data) => mul(data, 3)),
          head: layerOf((features) => tensor([[features.dataSync()[0] === 0 ? fake : real]])),
        }),
      },
      { latent: 1, ...settings },
    );
  const similarity = (9 + 36) / 2;

  it("are the KL and the learned similarity for the encoder", () => {
    const terms = numbers(make(0, 0, { beta: 4 }).encoderLosses({ x: x() }, evaluation()));
    expect(terms.kl).toBeCloseTo(kl, 6);
    expect(terms.similarity).toBeCloseTo(similarity, 5);
    expect(terms.total).toBeCloseTo(4 * kl + similarity, 5);
  });

  it("share the decoder's objective between the similarity and the game", () => {
    const terms = numbers(make(0.1, -0.2, { reconstructionShare: 0.75 }).decoderLosses({ x: x() }, evaluation()));
    const adversarial = -2 * softplus(-0.2); // log (1 - D) of a reconstruction and of a sample
    expect(terms.gate).toBe(1);
    expect(terms.adversarial).toBeCloseTo(adversarial, 5);
    expect(terms.total).toBeCloseTo(0.75 * similarity + 0.25 * adversarial, 4);
  });

  it("count reconstructions and samples as fakes", () => {
    const terms = numbers(make(0.1, -0.2).discriminatorLosses({ x: x() }, evaluation()));
    expect(terms.total).toBeCloseTo(softplus(-0.1) + 2 * softplus(-0.2), 5);
  });

  // costs are -log D(x) and -log (1 - D(fake)); the bounds 0.28 and 1.08
  it.each([
    { name: "nobody in balance", real: 0, fake: 0, discriminator: 1, decoder: 1 },
    { name: "the discriminator when real data cost it little", real: 2, fake: 0, discriminator: 0, decoder: 1 },
    { name: "the discriminator when fakes cost it little", real: 0, fake: -2, discriminator: 0, decoder: 1 },
    { name: "the decoder when real data cost much", real: -2, fake: 0, discriminator: 1, decoder: 0 },
    { name: "the decoder when fakes cost much", real: 0, fake: 2, discriminator: 1, decoder: 0 },
    { name: "nobody where both would be held", real: 2, fake: 2, discriminator: 1, decoder: 1 },
  ])("hold $name", ({ real, fake, discriminator, decoder }) => {
    const held = make(real, fake);
    const forDiscriminator = numbers(held.discriminatorLosses({ x: x() }, evaluation()));
    const forDecoder = numbers(held.decoderLosses({ x: x() }, evaluation()));
    expect([forDiscriminator.gate, forDecoder.gate]).toEqual([discriminator, decoder]);
    expect(forDiscriminator.total === 0).toBe(discriminator === 0);
    expect(forDecoder.total === 0).toBe(decoder === 0);
  });

  it("hold nobody with an infinite margin", () => {
    const free = make(9, -9, { margin: Number.POSITIVE_INFINITY });
    expect(numbers(free.discriminatorLosses({ x: x() }, evaluation())).gate).toBe(1);
    expect(numbers(free.decoderLosses({ x: x() }, evaluation())).gate).toBe(1);
  });

  it("name a share that is none", () => {
    expect(() => make(0, 0, { reconstructionShare: 1.5 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`reconstructionShare\` of VaeGan is 1.5. Expected a number from 0 to 1.]`,
    );
  });

  it("name an encoder with the wrong number of outputs", () => {
    expect(() => make(0, 0, { latent: 3 }).encode(x(), evaluation())).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The encoder gives [1,2]. Expected [batch, 6]: the means and log-variances of 3 latents.]`,
    );
  });
});

describe("the score of a vae-gan", () => {
  it("is the squared error in the discriminator's features", () => {
    const discriminator = new FeatureDiscriminator({
      features: layerOf((data) => concat([data, data], 1)),
      head: always([0]),
    });
    const model = new VaeGan({ encoder, decoder: always([0, 0]), discriminator }, { latent: 1 });
    expect([...model.score(x(), evaluation()).dataSync()]).toEqual([10]);
  });
});

describe("the losses of a weighted vae-gan", () => {
  const discriminator = layerOf((data) => sum(data, 1, true)); // 3 for real data, 1 for decoded
  const make = (settings: object) =>
    new WeightedVaeGan({ encoder, decoder: always([1, 0]), discriminator }, { latent: 1, ...settings });

  it("are the weighted sum of the three terms", () => {
    const weights = { reconstructionWeight: 2, beta: 3, adversarialWeight: 5 };
    const terms = numbers(make(weights).autoencoderLosses({ x: x() }, evaluation()));
    expect(terms).toMatchObject({ reconstruction: 4, kl });
    expect(terms.adversarial).toBeCloseTo(softplus(-1), 5);
    expect(terms.total).toBeCloseTo(2 * 4 + 3 * kl + 5 * softplus(-1), 4);
    const judged = numbers(make(weights).discriminatorLosses({ x: x() }, evaluation()));
    expect(judged.total).toBeCloseTo(softplus(-3) + softplus(1), 5);
  });

  it("take a weight from a schedule at the step", () => {
    const beta = linear({ from: 0, to: 8, steps: 4 });
    const off = { reconstructionWeight: 0, adversarialWeight: 0 };
    expect(numbers(make({ ...off, beta }).autoencoderLosses({ x: x() }, training(1))).total).toBeCloseTo(2 * kl, 5);
  });
});
