import "@tensorflow/tfjs-backend-cpu";
import { createFrom, createRng } from "@genlab/core";
import { gaussian, inverseMultiquadraticKernel, maximumMeanDiscrepancy } from "@genlab/losses";
import { linear } from "@genlab/optim";
import { itIsAModel } from "@genlab/testing";
import {
  annealedCapacity,
  capacityVaeRecipe,
  createVae,
  decomposedElbo,
  elbo,
  informationElbo,
  type Objective,
  Vae,
} from "@genlab/vae";
import { setBackend, tensor, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, batch, context, images, shape, values } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const small = { shape, latent: 2, network: "dense", hidden: [5] } as const;

describe.each<[string, Objective]>([
  ["annealed capacity", annealedCapacity({ capacity: linear({ from: 0, to: 25, steps: 10 }) })],
  ["a decomposed elbo", decomposedElbo({ datasetSize: 3 })],
  ["a stratified decomposed elbo", decomposedElbo({ datasetSize: 10, sampling: "stratified" })],
  ["an information elbo", informationElbo({ alpha: 0.5 })],
])("vae with %s", (_, objective) => {
  itIsAModel({ create: (rng) => createVae({ ...small, objective }, rng), batch });
});

// q = N((1, -2), diag(4, 1/4)): KL = ½ (1 + 4 - 1 - log 4) + ½ (4 + ¼ - 1 - log ¼) = 3.625
const encoder = always([1, -2, Math.log(4), Math.log(0.25)]);
// an output of 0 and x = (1, 2): -log N(x; 0, I) = ½ (1 + 4) + log 2π
const reconstruction = 2.5 + Math.log(2 * Math.PI);
const lossOf = (objective: Objective, options = {}) => {
  const vae = new Vae({ encoder, decoder: always([0, 0]), likelihood: gaussian() }, { latent: 2, objective });
  const x = tensor([
    [1, 2],
    [1, 2],
  ]);
  return values(vae.loss({ x }, context(options)));
};

it("the elbo has a weight for either term", () => {
  expect(lossOf(elbo({ reconstructionWeight: 3, beta: 2 })).total).toBeCloseTo(3 * reconstruction + 2 * 3.625, 4);
});

describe("annealed capacity", () => {
  it("charges what the divergence is away from the step's capacity", () => {
    const capacity = linear({ from: 0, to: 10, steps: 10 });
    const terms = lossOf(annealedCapacity({ capacity, gamma: 100 }), { step: 2 });
    expect(terms.capacity).toBe(2);
    expect(terms.total).toBeCloseTo(reconstruction + 100 * (3.625 - 2), 3);
    expect(lossOf(annealedCapacity({ capacity }), { step: 9 }).total).toBeCloseTo(reconstruction + 1000 * 5.375, 2);
  });
});

it("the recipe of a capacity that rises has the values of a linear schedule", () => {
  const [capacity, steps] = [0.7, 13];
  const schedule = linear({ from: 0, to: capacity, steps });
  const model = createFrom("capacity-vae", capacityVaeRecipe, { ...small, capacity, steps }, { rng: createRng(1) });
  for (const step of [0, 1, 5, 7, 12, 13, 14, 100]) {
    const terms = values(model.phases()[0]!.loss({ x: images() }, context({ step })));
    expect(terms.capacity).toBe(Math.fround(schedule(step)));
  }
});

describe("the decomposed elbo", () => {
  const vae = (objective: Objective) => createVae({ ...small, objective }, createRng(1));
  const lossFor = (objective: Objective) => values(vae(objective).loss({ x: images() }, context()));

  it("adds up to the elbo of the same draws at weights of 1", () => {
    const parts = lossFor(decomposedElbo({ datasetSize: 3, beta: 1 }));
    const { mutualInformation, totalCorrelation, dimensionWiseKl } = parts;
    // log q(z|x) - log p(z) at each draw, from the log-weights: their mean is -(reconstruction + the divergence)
    const weights = vae(elbo()).logWeights(images(), 1, context()).dataSync();
    const negativeElbo = -(weights[0]! + weights[1]! + weights[2]!) / 3;
    expect(parts.total).toBeCloseTo(negativeElbo, 4);
    expect(mutualInformation! + totalCorrelation! + dimensionWiseKl!).toBeCloseTo(
      parts.total! - parts.reconstruction!,
      4,
    );
  });

  it("weighs each part", () => {
    const parts = lossFor(decomposedElbo({ datasetSize: 3, alpha: 2, beta: 4, gamma: 8 }));
    const { mutualInformation, totalCorrelation, dimensionWiseKl } = parts;
    const divergence = 2 * mutualInformation! + 4 * totalCorrelation! + 8 * dimensionWiseKl!;
    expect(parts.total).toBeCloseTo(parts.reconstruction! + divergence, 4);
  });

  it("refuses a negative weight", () => {
    expect(() => decomposedElbo({ datasetSize: 3, gamma: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`gamma\` of decomposedElbo is -1. Expected a finite number, 0 or more.]`,
    );
  });
});

describe("the information elbo", () => {
  it("is the elbo at α = 0 and λ = 1", () => {
    expect(lossOf(informationElbo({ alpha: 0, lambda: 1 })).total).toBeCloseTo(reconstruction + 3.625, 4);
  });

  it("has no divergence at α = 1, and λ times the discrepancy of draws and prior", () => {
    // a posterior that is a point has the draws in its mean, whatever the noise
    const point = new Vae(
      { encoder: always([1, -1e3]), decoder: always([0]), likelihood: gaussian() },
      { latent: 1, objective: informationElbo({ lambda: 3 }) },
    );
    const { total, reconstruction: error, discrepancy } = values(point.loss({ x: zeros([4, 1]) }, context()));
    const rng = createRng(1);
    rng.normal([4, 1]); // those of the posterior's draws
    const codes = tensor([[1], [1], [1], [1]]);
    const expected = maximumMeanDiscrepancy(codes, rng.normal([4, 1]), inverseMultiquadraticKernel()).dataSync()[0]!;
    expect(discrepancy).toBeCloseTo(expected, 5);
    expect(total).toBeCloseTo(error! + 3 * expected, 4);
  });

  it("refuses weights below 0", () => {
    expect(() => informationElbo({ alpha: 2 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`alpha\` of informationElbo is 2. Expected a finite number, 1 or less.]`,
    );
    expect(() => informationElbo({ alpha: 0, lambda: 0.5 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`alpha + lambda - 1\` of informationElbo is -0.5. Expected a finite number, 0 or more.]`,
    );
  });
});
