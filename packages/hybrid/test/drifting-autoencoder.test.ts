import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { createDriftingAutoencoder, DriftingAutoencoder } from "@genlab/hybrid";
import { sgd } from "@genlab/optim";
import { itIsAModel } from "@genlab/testing";
import { Trainer } from "@genlab/trainers";
import { grad, mul, setBackend, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { evaluation, images, layerOf, numbers, points, small, training } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const sizes = { ...small, latent: 2, generatorHidden: [4], generated: 6, remembered: 6, pretrainingSteps: 3 };

describe("drifting autoencoder of images", () => {
  itIsAModel({ create: (rng) => createDriftingAutoencoder({ ...sizes, shape: [4, 4, 1] }, rng), batch: images });
});

describe("drifting autoencoder of points", () => {
  itIsAModel({ create: (rng) => createDriftingAutoencoder({ ...sizes, shape: [2] }, rng), batch: points });
});

describe("a drifting autoencoder", () => {
  const same = layerOf((x) => x);
  /** Its codes are the data, and its generator gives the same points always. */
  const giving = (points: Tensor, settings: object = {}) =>
    new DriftingAutoencoder(
      { encoder: same, decoder: same, generator: layerOf(() => points) },
      { latent: 2, generated: 3, remembered: 4, ...settings },
    );
  const data = () => tensor([[0.5, -1], [1.5, 0.25], [-0.75, 0.5], [0, 1]]); // biome-ignore format: rows
  const drawn = () => tensor([[0.1, 0.2], [-0.3, 0.4], [1, -0.5]]); // biome-ignore format: rows

  it("trains the autoencoder, then the generator", async () => {
    const model = createDriftingAutoencoder({ ...sizes, shape: [2], pretrainingSteps: 2 }, createRng(1));
    const trainer = new Trainer(model, { optimizer: sgd({ learningRate: 0.01 }), rng: createRng(2) });
    const seen: string[][] = [];
    for (let step = 0; step < 4; step++) {
      const terms = await trainer.update(points);
      seen.push([...terms.keys()]);
      for (const pending of terms.values()) pending.dispose();
    }
    expect(seen).toEqual([["autoencoder"], ["autoencoder"], ["generator"], ["generator"]]);
    trainer.dispose();
  });

  it("has the loss, the drift and the gradient that PyTorch has", () => {
    // PyTorch 2.13 in float64, with `A = (softmax(l, 1) * softmax(l, 0)).sqrt()` of `l = -cdist(u, cat([x, u])) / (2 r)`, r in .02, .05, .2,
    // and `mse = ((u - (u + drift).detach()) ** 2).sum(1).mean()`
    tidy(() => {
      const losses = numbers(giving(drawn()).generatorLosses({ x: data() }, evaluation()));
      expect(losses.total).toBeCloseTo(16.4160866, 3);
      expect(losses.drift).toBeCloseTo(0.201268127, 6);
      const loss = (at: Tensor) => giving(at).generatorLosses({ x: data() }, evaluation()).total;
      const expected = [-0.0934746666, -0.689366673, 3.8843776, -2.39182275, -0.619692741, 0.459267985];
      for (const [i, value] of [...grad(loss)(drawn()).dataSync()].entries()) {
        expect(value).toBeCloseTo(expected[i]!, 4);
      }
    });
  });

  it("has samples drift by a field of one size, near and far", () => {
    tidy(() => {
      // one temperature: E ‖V‖² / d is 1
      for (const distance of [0.5, 1, 3]) {
        const model = giving(mul(distance, drawn()), { temperatures: [0.1] });
        expect(numbers(model.generatorLosses({ x: data() }, evaluation())).total).toBeCloseTo(2, 4);
      }
    });
  });

  it("compares with the codes of the last batches, of which a step takes in its own", () => {
    tidy(() => {
      const model = giving(drawn());
      const x = data();
      model.generatorLosses({ x }, evaluation());
      expect([...model.recent.values.dataSync()]).toEqual(Array(8).fill(0));
      model.autoencoderLosses({ x }, training());
      model.generatorLosses({ x: mul(10, tensor([[1, 2]])) }, training());
      expect([...model.recent.values.dataSync()]).toEqual([10, 20, ...[...x.dataSync()].slice(0, 6)]);
    });
  });

  it("gives samples the mean and the spread of the codes", () => {
    tidy(() => {
      const model = giving(drawn());
      model.codes.mean.assign(tensor([5, -5]));
      model.codes.variance.assign(tensor([4, 0.25]));
      const expected = [5.2, -4.9, 4.4, -4.8, 7, -5.25];
      for (const [i, value] of [...model.sample(3, evaluation()).dataSync()].entries()) {
        expect(value).toBeCloseTo(expected[i]!, 5);
      }
    });
  });

  it("refuses temperatures that are none", () => {
    expect(() => giving(drawn(), { temperatures: [0] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`temperatures\` of DriftingAutoencoder is [0]. Expected a list of numbers above 0, such as [0.02, 0.05, 0.2].]`,
    );
    expect(() => giving(drawn(), { generated: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`generated\` of DriftingAutoencoder is 1. Expected a whole number from 2.]`,
    );
  });
});
