import "@tensorflow/tfjs-backend-cpu";
import { createRng, type Layer } from "@genlab/core";
import { gaussian } from "@genlab/losses";
import { linear } from "@genlab/optim";
import { itIsAModel } from "@genlab/testing";
import { createLadderVae, LadderVae } from "@genlab/vae";
import { add, concat, fill, setBackend, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, batch, context, images, meanOf, numbers, shape, through, values } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const options = { shape, latent: 3, network: "dense", hidden: [5], upperHidden: [4] } as const;

describe("vae with two stochastic layers", () => {
  itIsAModel({ create: (rng) => createLadderVae(options, rng), batch });
});

describe("vae with two stochastic layers that warms up", () => {
  const beta = linear({ from: 0, to: 1, steps: 10 });
  itIsAModel({ create: (rng) => createLadderVae({ ...options, upperLatent: 1, beta }, rng), batch });
});

it("the upper latent has 8 numbers, or half of the lower one's where it is left to the model", () => {
  const latentOf = (given: object) => {
    const { upperLatent } = createLadderVae({ ...options, ...given }, createRng(1)).settings;
    return upperLatent;
  };
  expect([{}, { upperLatent: "auto" }, { upperLatent: 5 }].map(latentOf)).toEqual([8, 2, 5]);
});

describe("the objective of two stochastic layers", () => {
  // the data say N(3, 1) of z₁, the upper layer N(0, 1/3): precisions 1 and 3 give N(3/4, 1/4)
  const model = new LadderVae(
    {
      encoder: always([3, 0]),
      upperEncoder: always([1, Math.log(4)]),
      upperDecoder: always([0, -Math.log(3)]),
      decoder: always([0]),
      likelihood: gaussian(),
    },
    { latent: 1, upperLatent: 1 },
  );
  const x = () => tensor([[2]]);
  // KL(N(3/4, 1/4) ‖ N(0, 1/3)) and KL(N(1, 4) ‖ N(0, 1))
  const lowerKl = 0.5 * (Math.log(4 / 3) + 3 * (1 / 4 + 9 / 16) - 1);
  const upperKl = 0.5 * (1 + 4 - 1 - Math.log(4));
  const reconstruction = 0.5 * (4 + Math.log(2 * Math.PI));

  it("is the closed form of its divergences, of the product of both densities", () => {
    const terms = values(model.loss({ x: x() }, context()));
    expect(terms.lowerKl).toBeCloseTo(lowerKl, 5);
    expect(terms.upperKl).toBeCloseTo(upperKl, 5);
    expect(terms.total).toBeCloseTo(reconstruction + lowerKl + upperKl, 5);
    expect(numbers(model.encode(x(), context()))[0]).toBeCloseTo(0.75, 6);
  });

  it("is on average what the log-weights say", () => {
    const weights = numbers(model.logWeights(x(), 4000, context()));
    const spread = Math.sqrt(meanOf(weights.map((weight) => (weight - meanOf(weights)) ** 2)));
    const error = Math.abs(meanOf(weights) + reconstruction + lowerKl + upperKl);
    expect(error).toBeLessThan((4 * spread) / Math.sqrt(4000));
    expect(model.logWeights(tensor([[2], [1], [0]]), 5, context()).shape).toEqual([5, 3]);
  });

  it("keeps the log-weights of an example in its column", () => {
    const made = createLadderVae(options, createRng(1));
    const x = images();
    const means = (weights: number[]) => [0, 1, 2].map((j) => meanOf(weights.filter((_, i) => i % 3 === j)));
    const bounds = means(numbers(made.logWeights(x, 300, context())));
    const scores = Array.from({ length: 300 }, (_, seed) => numbers(made.score(x, context({ seed })))).flat();
    for (const [j, score] of means(scores).entries()) expect(-score).toBeCloseTo(bounds[j]!, 0);
  });
});

describe("samples of two stochastic layers", () => {
  it("go from the upper to the lower to the data", () => {
    // z₁ = z₂ + 10 with next to no noise: the mean of the samples is 10, their variance 1
    const upperDecoder: Layer = { forward: (z) => concat([add(z, 10), fill([20_000, 1], -20)], 1) };
    const networks = {
      encoder: through,
      upperEncoder: through,
      upperDecoder,
      decoder: through,
      likelihood: gaussian(),
    };
    const draws = numbers(new LadderVae(networks, { latent: 1, upperLatent: 1 }).sample(20_000, context()));
    expect(Math.abs(meanOf(draws) - 10)).toBeLessThan(4 / Math.sqrt(20_000));
    expect(Math.abs(meanOf(draws.map((z) => (z - 10) ** 2)) - 1)).toBeLessThan(4 * Math.sqrt(2 / 20_000));
  });
});
