import "@tensorflow/tfjs-backend-cpu";
import { createSupervisedAdversarialAutoencoder, SupervisedAdversarialAutoencoder } from "@genlab/hybrid";
import { itIsAModel } from "@genlab/testing";
import { setBackend, slice, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, evaluation, layerOf, numbers, points, small } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("supervised adversarial autoencoder", () => {
  const options = { ...small, shape: [2], latent: 2, classes: 3 };
  itIsAModel({ create: (rng) => createSupervisedAdversarialAutoencoder(options, rng), batch: points });
});

describe("the label of a supervised adversarial autoencoder", () => {
  // the decoder shows the last three of its five inputs
  const decoder = layerOf((z) => slice(z, [0, 2], [-1, 3]));
  const networks = { encoder: always([8, 9]), decoder, discriminator: always([0]) };
  const model = () => new SupervisedAdversarialAutoencoder(networks, { latent: 2, classes: 3 });

  it("reaches the decoder one-hot, beside the code", () => {
    const y = tensor([2, 0], [2], "int32");
    const oneHot = [0, 0, 1, 1, 0, 0];
    expect([...model().sampleClasses(y, evaluation()).dataSync()]).toEqual(oneHot);
    const x = tensor(oneHot, [2, 3]);
    expect(numbers(model().autoencoderLosses({ x, y }, evaluation())).total).toBe(0);
  });

  it("is drawn evenly for samples", () => {
    const drawn = model().sample(3000, evaluation()).arraySync() as number[][];
    for (const label of [0, 1, 2]) {
      const share = drawn.filter((row) => row[label] === 1).length / 3000;
      expect(Math.abs(share - 1 / 3)).toBeLessThan(0.035); // four standard errors: 4 √(2/9 / 3000)
    }
  });

  it("is asked for where it is missing", () => {
    expect(() =>
      model().autoencoderLosses({ x: tensor([[1, 2, 3]]) }, evaluation()),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: SupervisedAdversarialAutoencoder got a batch without labels. Give class indices [batch] as \`y\`.]`,
    );
  });
});
