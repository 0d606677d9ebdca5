import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { createStagedAutoencoderGan, StagedAutoencoderGan } from "@genlab/hybrid";
import { sgd } from "@genlab/optim";
import { itIsAModel } from "@genlab/testing";
import { Trainer } from "@genlab/trainers";
import { add, mul, setBackend, tensor, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, evaluation, images, layerOf, numbers, points, small, softplus, training } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("staged autoencoder and gan of images", () => {
  const options = { ...small, shape: [4, 4, 1], latent: 2, pretrainingSteps: 2, adversarialSteps: 1 };
  itIsAModel({ create: (rng) => createStagedAutoencoderGan(options, rng), batch: images });
});

describe("the stages of a staged autoencoder and gan", () => {
  it("are the autoencoder alone, the gan alone, and both in turn", async () => {
    const stages = { pretrainingSteps: 2, adversarialSteps: 1 };
    const model = createStagedAutoencoderGan({ ...small, ...stages, shape: [2], latent: 2 }, createRng(1));
    const trainer = new Trainer(model, { optimizer: sgd({ learningRate: 0.01 }), rng: createRng(2) });
    const seen: string[][] = [];
    for (let step = 0; step < 5; step++) {
      const terms = await trainer.update(points);
      seen.push([...terms.keys()]);
      for (const pending of terms.values()) pending.dispose();
    }
    const gan = ["discriminator", "generator"];
    expect(seen).toEqual([["autoencoder"], ["autoencoder"], gan, ["autoencoder", ...gan], ["autoencoder", ...gan]]);
    trainer.dispose();
  });

  // codes are the data; G gives (1, 1) always; logits are 0.5
  const make = (settings: object = {}) =>
    new StagedAutoencoderGan(
      { encoder: layerOf((x) => x), generator: always([1, 1]), discriminator: always([0.5]) },
      { latent: 2, pretrainingSteps: 5, adversarialSteps: 5, featureWeight: 2, reconstructionWeight: 3, ...settings },
    );
  const x = () =>
    tensor([
      [0, 0],
      [4, 2],
    ]); // mean (2, 1)

  it("change the generator's objective in the third", () => {
    // features: ‖(1, 1) - (2, 1)‖² = 1; reconstruction: (2 + 10) / 2 = 6
    const alone = numbers(make().generatorLosses({ x: x() }, training(9)));
    expect(alone).toMatchObject({ features: 1, reconstruction: 6 });
    expect(alone.total).toBeCloseTo(softplus(-0.5), 5);
    const joint = numbers(make().generatorLosses({ x: x() }, training(10)));
    expect(joint.total).toBeCloseTo(softplus(-0.5) + 2 * 1 + 3 * 6, 4);
  });

  it("halve the discriminator's loss", () => {
    const terms = numbers(make().discriminatorLosses({ x: x() }, training(5)));
    expect(terms.total).toBeCloseTo((softplus(-0.5) + softplus(0.5)) / 2, 5);
  });

  it("draw latents from the running Gaussian of the codes", () => {
    const shows = { encoder: layerOf((z) => z), generator: layerOf((z) => z), discriminator: always([0]) };
    const model = new StagedAutoencoderGan(shows, { latent: 2 });
    const spread = add(mul(createRng(3).normal([500, 2]), tensor([2, 0.5])), tensor([1, -3]));
    for (let i = 0; i < 3; i++) model.autoencoderLosses({ x: spread }, training());
    const drawn = model.sample(5000, evaluation()).arraySync() as number[][];
    for (const [axis, mean, deviation] of [
      [0, 1, 2],
      [1, -3, 0.5],
    ] as const) {
      const along = drawn.map((row) => row[axis]!);
      const average = along.reduce((total, z) => total + z, 0) / along.length;
      const variance = along.reduce((total, z) => total + (z - average) ** 2, 0) / along.length;
      // four standard errors of the 500 codes and of the 5000 draws
      expect(Math.abs(average - mean)).toBeLessThan(0.24 * deviation);
      expect(Math.abs(Math.sqrt(variance) / deviation - 1)).toBeLessThan(0.17);
    }
  });

  it("leave the statistics alone in evaluation", () => {
    const model = make();
    model.autoencoderLosses({ x: x() }, evaluation());
    expect([...model.codes.mean.dataSync()]).toEqual([0, 0]);
    model.autoencoderLosses({ x: x() }, training());
    expect([...model.codes.mean.dataSync()]).toEqual([2, 1]); // of the first batch
    model.autoencoderLosses({ x: zeros([2, 2]) }, training());
    expect([...model.codes.mean.dataSync()]).toEqual([1, 0.5]); // of both, as one has not yet come to the decay
  });

  it("are whole numbers of steps", () => {
    expect(() => make({ pretrainingSteps: 1.5 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`pretrainingSteps\` of StagedAutoencoderGan is 1.5. Expected a whole number from 0.]`,
    );
  });
});
