import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { gaussian } from "@genlab/losses";
import { linear } from "@genlab/optim";
import { itIsAModel } from "@genlab/testing";
import { createVampVae, VampVae } from "@genlab/vae";
import { setBackend, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, batch, context, meanOf, numbers, shape, through, values } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("vae with a VampPrior", () => {
  const options = { shape, latent: 2, network: "dense", hidden: [5], components: 4 } as const;
  itIsAModel({ create: (rng) => createVampVae(options, rng), batch });
});

describe("vae with a VampPrior that warms up", () => {
  const beta = linear({ from: 0, to: 1, steps: 10 });
  const options = { shape, latent: 2, channels: [2, 3], components: 2, beta };
  itIsAModel({ create: (rng) => createVampVae(options, rng), batch });
});

describe("the prior", () => {
  // an encoder that reads its input as a mean and a log-variance: pseudo-inputs are the components
  const make = (components: [number, number][], decoder = through) => {
    const settings = { shape: [2], latent: 1, components: components.length, bounds: null };
    const networks = { encoder: through, decoder, likelihood: gaussian() };
    const model = new VampVae(networks, settings, createRng(1));
    model.pseudoInputs.assign(tensor(components));
    return model;
  };
  const density = (z: number, mean: number, logVariance: number) =>
    Math.exp(-0.5 * ((z - mean) ** 2 / Math.exp(logVariance))) / Math.sqrt(2 * Math.PI * Math.exp(logVariance));

  it("is the mixture of the posteriors of the pseudo-inputs", () => {
    const model = make(
      [
        [-1, 0],
        [3, Math.log(4)],
      ],
      always([0, 0]),
    );
    // a posterior N(0.5, e⁻²⁰) has its draw at its mean, to four digits
    const weight = numbers(model.logWeights(tensor([[0.5, -20]]), 1, context()))[0]!;
    const logLikelihood = -0.5 * (0.5 ** 2 + 20 ** 2) - Math.log(2 * Math.PI);
    const logPrior = Math.log((density(0.5, -1, 0) + density(0.5, 3, Math.log(4))) / 2);
    const noise = numbers(createRng(1).normal([1, 1, 1]))[0]!;
    const logPosterior = -0.5 * noise ** 2 - 0.5 * Math.log(2 * Math.PI) + 10;
    expect(weight).toBeCloseTo(logLikelihood + logPrior - logPosterior, 2);
    expect(numbers(model.score(tensor([[0.5, -20]]), context()))[0]).toBeCloseTo(-weight, 4);
  });

  it("has no divergence from a posterior that is all of it", () => {
    const x = tensor([
      [0.3, 0.2],
      [0.3, 0.2],
    ]);
    const terms = values(make([[0.3, 0.2]], always([0, 0])).loss({ x }, context()));
    expect(terms.kl).toBeCloseTo(0, 5);
  });

  it("has its pseudo-inputs in the range of the data", () => {
    const model = new VampVae(
      { encoder: through, decoder: through },
      { shape: [2], latent: 1, components: 1 },
      createRng(1),
    );
    model.pseudoInputs.assign(tensor([[7, -3]]));
    // clipped to a mean of 1 and a log-variance of 0
    const draws = numbers(model.sample(4000, context()));
    expect(Math.abs(meanOf(draws.map((p) => Math.log(p / (1 - p)))) - 1)).toBeLessThan(4 / Math.sqrt(4000));
  });

  it("is what samples are drawn from", () => {
    // the components N(-1, e⁻²⁰) and N(5, e⁻²⁰): half of the draws at either
    const model = make([
      [-1, -20],
      [5, -20],
    ]);
    const draws = numbers(model.sample(1000, context())).map(Math.round);
    expect(new Set(draws)).toEqual(new Set([-1, 5]));
    expect(Math.abs(meanOf(draws) - 2)).toBeLessThan((4 * 3) / Math.sqrt(1000));
  });
});
