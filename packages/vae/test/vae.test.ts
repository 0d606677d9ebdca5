import "@tensorflow/tfjs-backend-cpu";
import { createRng, type Layer, type Rng } from "@genlab/core";
import { gaussian, LearnedGaussian } from "@genlab/losses";
import { linear } from "@genlab/optim";
import { itIsAModel } from "@genlab/testing";
import { createVae, type ElboOptions, elbo, Vae } from "@genlab/vae";
import { setBackend, tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, batch, context, meanOf, numbers, values } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("convolutional vae", () => {
  const create = (rng: Rng) => createVae({ shape: [4, 4, 1], latent: 2, channels: [3, 4] }, rng);
  itIsAModel({ create, batch });
});

describe("vae of points", () => {
  const points = { x: { data: Float32Array.of(-3, 0.5, 2, -0.1, 5, 1), shape: [3, 2] } };
  itIsAModel({ create: (rng) => createVae({ shape: [2], latent: 1, hidden: [5] }, rng), batch: points });
});

describe("dense vae with a learned variance, free bits and warm-up", () => {
  const beta = linear({ from: 0, to: 1, steps: 10 });
  const options = { shape: [4, 4, 1], latent: 2, hidden: [5], objective: elbo({ beta, freeBits: 0.1 }) } as const;
  const create = (rng: Rng) => createVae({ ...options, network: "dense", likelihood: new LearnedGaussian() }, rng);
  itIsAModel({ create, batch });
});

describe("the objective of a vae", () => {
  // q = N((1, -2), diag(4, 1/4)): KL = ½ (1 + 4 - 1 - log 4) + ½ (4 + ¼ - 1 - log ¼) = 3.625
  const encoder = always([1, -2, Math.log(4), Math.log(0.25)]);
  // an output of 0 and x = (1, 2): -log N(x; 0, I) = ½ (1 + 4) + log 2π
  const decoder = always([0, 0]);
  const x = () => tensor([[1, 2]]);
  const make = (options: ElboOptions) =>
    new Vae({ encoder, decoder, likelihood: gaussian() }, { latent: 2, objective: elbo(options) });
  const reconstruction = 2.5 + Math.log(2 * Math.PI);

  it("is the closed form of the negative ELBO", () => {
    const terms = values(make({}).loss({ x: x() }, context()));
    expect(terms.kl).toBeCloseTo(3.625, 5);
    expect(terms.reconstruction).toBeCloseTo(reconstruction, 5);
    expect(terms.total).toBeCloseTo(reconstruction + 3.625, 5);
  });

  it("weighs the KL with beta, by the schedule's value at the step", () => {
    const schedule = linear({ from: 0, to: 2, steps: 100 });
    expect(values(make({ beta: 4 }).loss({ x: x() }, context())).total).toBeCloseTo(reconstruction + 4 * 3.625, 4);
    const warm = values(make({ beta: schedule }).loss({ x: x() }, context({ step: 25 })));
    expect(warm.beta).toBe(0.5);
    expect(warm.total).toBeCloseTo(reconstruction + 0.5 * 3.625, 5);
  });

  it("charges no dimension less than its free bits", () => {
    // per dimension: ½ (4 - log 4) = 1.3069 and ½ (3.25 + log 4) = 2.3181
    const terms = values(make({ freeBits: 2 }).loss({ x: x() }, context()));
    expect(terms.total).toBeCloseTo(reconstruction + 2 + 0.5 * (3.25 + Math.log(4)), 5);
    expect(terms.kl).toBeCloseTo(3.625, 5);
  });

  it("scores each example with the negative ELBO at beta 1", () => {
    const score = make({ beta: 7 }).score(
      tensor([
        [1, 2],
        [0, 0],
      ]),
      context(),
    );
    const [first, second] = score.dataSync();
    expect(first).toBeCloseTo(reconstruction + 3.625, 5);
    expect(second).toBeCloseTo(Math.log(2 * Math.PI) + 3.625, 5);
  });
});

describe("the log-weights of a vae", () => {
  it("are those of the densities, for each draw and example", () => {
    // q = N(1, 4), p(x|z) = N(z, 1)
    const seen: number[] = [];
    const decoder: Layer = {
      forward(z) {
        seen.push(...z.dataSync());
        return z;
      },
    };
    const vae = new Vae({ encoder: always([1, Math.log(4)]), decoder, likelihood: gaussian() }, { latent: 1 });
    const weights = vae.logWeights(tensor([[2], [-1]]), 3, context());
    expect(weights.shape).toEqual([3, 2]);
    const density = (value: number, mean: number, variance: number) =>
      -0.5 * ((value - mean) ** 2 / variance + Math.log(2 * Math.PI * variance));
    const expected = seen.map((z, i) => density([2, -1][i % 2]!, z, 1) + density(z, 0, 1) - density(z, 1, 4));
    for (const [i, weight] of numbers(weights).entries()) expect(weight).toBeCloseTo(expected[i]!, 4);
  });
});

describe("draws from the posterior", () => {
  it("have its mean and deviation", () => {
    const seen: number[] = [];
    const decoder: Layer = {
      forward(z) {
        seen.push(...z.dataSync());
        return z;
      },
    };
    const vae = new Vae({ encoder: always([3, Math.log(4)]), decoder, likelihood: gaussian() }, { latent: 1 });
    vae.loss({ x: tensor(new Float32Array(20_000), [20_000, 1]) }, context());
    const mean = meanOf(seen);
    const variance = meanOf(seen.map((z) => (z - mean) ** 2));
    // four standard errors of 20 000 draws: 2 / √20000 and 4 √(2 / 20000)
    expect(Math.abs(mean - 3)).toBeLessThan(0.057);
    expect(Math.abs(variance - 4)).toBeLessThan(0.16);
  });
});

describe("bad input to a vae", () => {
  it("names an encoder with the wrong number of outputs", () => {
    const vae = new Vae({ encoder: always([1, 2, 3]), decoder: always([0]) }, { latent: 2 });
    expect(() => tidy(() => vae.encode(tensor([[1]]), context()))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The encoder gives [1,3]. Expected [batch, 4]: the means and log-variances of 2 latents.]`,
    );
  });

  it("names a bad weight", () => {
    expect(() => elbo({ beta: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`beta\` of elbo is -1. Expected a finite number, 0 or more, or a schedule such as linear({ from: 0, to: 1, steps: 500 }).]`,
    );
    expect(() => elbo({ freeBits: Number.NaN })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`freeBits\` of elbo is NaN. Expected a finite number, 0 or more.]`,
    );
  });

  it("names images that cannot be halved", () => {
    const options = { shape: [3, 30, 1], latent: 2, network: "convolutional" } as const;
    expect(() => createVae(options, createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Images of shape [3, 30, 1] cannot be halved 2 times. Expected [height, width, channels] with height and width of at least 4: resize the images, use fewer channels, or a dense network.]`,
    );
  });
});
