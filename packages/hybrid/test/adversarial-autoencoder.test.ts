import "@tensorflow/tfjs-backend-cpu";
import { type Context, createRng } from "@genlab/core";
import { AdversarialAutoencoder, createAdversarialAutoencoder } from "@genlab/hybrid";
import { itIsAModel } from "@genlab/testing";
import { mul, ones, setBackend, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, evaluation, images, layerOf, numbers, points, small, softplus, training } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("adversarial autoencoder of images", () => {
  itIsAModel({
    create: (rng) => createAdversarialAutoencoder({ ...small, shape: [4, 4, 1], latent: 2 }, rng),
    batch: images,
  });
});

describe("adversarial autoencoder of points with a Gaussian posterior", () => {
  itIsAModel({
    create: (rng) => createAdversarialAutoencoder({ ...small, shape: [2], latent: 2, stochastic: true }, rng),
    batch: points,
  });
});

describe.each([[[2]], [[4, 4, 1]]])("adversarial autoencoder of shape %j with noise beside x", (shape) => {
  const options = { ...small, shape, latent: 2, posteriorNoise: 3 };

  itIsAModel({
    create: (rng) => createAdversarialAutoencoder(options, rng),
    batch: shape.length === 1 ? points : images,
  });

  it("has codes of its own for each draw of the noise, and outside training one for each example", () => {
    const model = createAdversarialAutoencoder(options, createRng(0));
    const same = ones([2, ...shape]);
    const codes = (context: Context) => model.encode(same, context).arraySync() as number[][];
    const [first, second] = codes(training());
    expect(first).not.toEqual(second);
    const [one, other] = codes(evaluation());
    expect(one).toEqual(other);
  });
});

describe("the losses of an adversarial autoencoder", () => {
  const x = () => tensor([[1, 2]]);
  // logits: -1 for the code (3, 0), 2 for anything else
  const discriminator = layerOf((z) => tensor([[z.dataSync()[0] === 3 ? -1 : 2]]));
  const make = (settings: object = {}, decoder = always([0, 0])) =>
    new AdversarialAutoencoder({ encoder: always([3, 0]), decoder, discriminator }, { latent: 2, ...settings });

  it("are cross-entropies at the discriminator's logits, the prior's for real", () => {
    const terms = numbers(make().discriminatorLosses({ x: x() }, evaluation()));
    expect(terms.real).toBe(2);
    expect(terms.fake).toBe(-1);
    expect(terms.total).toBeCloseTo(softplus(-2) + softplus(-1), 6);
    expect(numbers(make().encoderLosses({ x: x() }, evaluation())).total).toBeCloseTo(softplus(1), 6);
  });

  it("reconstruct by the squared error", () => {
    const [autoencoder] = make().phases();
    expect(numbers(autoencoder!.loss({ x: x() }, evaluation())).total).toBe(5);
    expect([...make().score(x(), evaluation()).dataSync()]).toEqual([5]);
  });

  it("draw the prior with its deviation: twice the deviation gives twice the draw", () => {
    const identity = layerOf((z: Tensor) => mul(z, 1));
    const of = (priorDeviation: number) => [...make({ priorDeviation }, identity).sample(3, evaluation()).dataSync()];
    expect(of(2)).toEqual(of(1).map((z) => 2 * z));
    expect(make().settings.priorDeviation).toBe(5);
  });

  it("names bad settings", () => {
    expect(() => make({ latent: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`latent\` of AdversarialAutoencoder is 0. Expected a whole number from 1.]`,
    );
    expect(() => make({ priorDeviation: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`priorDeviation\` of AdversarialAutoencoder is -1. Expected a finite number, 0 or more.]`,
    );
  });
});
