import "@tensorflow/tfjs-backend-cpu";
import { createSupervisedAdversarialAutoencoder, SupervisedAdversarialAutoencoder } from "@genlab/hybrid";
import { itIsAModel } from "@genlab/testing";
import { setBackend, slice, type Tensor, tensor } from "@tensorflow/tfjs-core";
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

  it("is one of the model's classes, wherever it comes in", () => {
    const x = tensor([[1, 2, 3]]);
    const given: [Tensor, string][] = [
      [tensor([3], [1], "int32"), "The label 3 at place 0 is none of the 3 classes, 0 to 2."],
      [tensor([-1], [1], "int32"), "The label -1 at place 0"],
      [tensor([1.7], [1]), "at place 0 is none of the 3 classes"],
      [tensor([[1]], [1, 1], "int32"), "Expected class indices [batch]."],
    ];
    for (const [y, text] of given) {
      expect(() => model().sampleClasses(y, evaluation())).toThrow(text);
      expect(() => model().decodeClasses(tensor([[8, 9]]), y, evaluation())).toThrow(text);
      expect(() => model().autoencoderLosses({ x, y }, evaluation())).toThrow(text);
    }
  });

  it("belongs to a code each", () => {
    const y = tensor([0, 1], [2], "int32");
    expect(() => model().decodeClasses(tensor([[8, 9]]), y, evaluation())).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: SupervisedAdversarialAutoencoder got 1 codes and 2 classes. Give a class for each code.]`,
    );
    expect(() => model().decode(tensor([[8, 9, 1]]), evaluation())).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: SupervisedAdversarialAutoencoder got shape [1, 3]. Expected [batch, 2].]`,
    );
  });
});
