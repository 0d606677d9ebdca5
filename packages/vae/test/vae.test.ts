import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, type Layer, type Rng } from "@genlab/core";
import { gaussian, LearnedGaussian } from "@genlab/losses";
import { linear } from "@genlab/optim";
import { itIsAModel } from "@genlab/testing";
import { createVae, Vae } from "@genlab/vae";
import { setBackend, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const batch = { x: { data: Float32Array.from({ length: 48 }, (_, i) => (1 + Math.sin(i)) / 2), shape: [3, 4, 4, 1] } };

describe("convolutional vae", () => {
  const create = (rng: Rng) => createVae({ shape: [4, 4, 1], latent: 2, channels: [3, 4] }, rng);
  itIsAModel({ create, batch });
});

describe("dense vae with a learned variance, free bits and warm-up", () => {
  const beta = linear({ from: 0, to: 1, steps: 10 });
  const options = { shape: [4, 4, 1], latent: 2, hidden: [5], beta, freeBits: 0.1 } as const;
  const create = (rng: Rng) => createVae({ ...options, network: "dense", likelihood: new LearnedGaussian() }, rng);
  itIsAModel({ create, batch });
});

/** Gives the same output for every example of a batch of any size. */
const always = (values: number[]): Layer => ({
  forward: (x: Tensor) => tensor(Array.from({ length: x.shape[0]! }, () => values)),
});

const context = (step = 0) => createContext({ rng: createRng(1), step });
const values = (terms: object) =>
  Object.fromEntries(Object.entries(terms).map(([name, term]) => [name, (term as Tensor).dataSync()[0]!]));

describe("the objective of a vae", () => {
  // q = N((1, -2), diag(4, 1/4)): KL = ½ (1 + 4 - 1 - log 4) + ½ (4 + ¼ - 1 - log ¼) = 3.625
  const encoder = always([1, -2, Math.log(4), Math.log(0.25)]);
  // an output of 0 and x = (1, 2): -log N(x; 0, I) = ½ (1 + 4) + log 2π
  const decoder = always([0, 0]);
  const x = () => tensor([[1, 2]]);
  const make = (settings: object) => new Vae({ encoder, decoder, likelihood: gaussian() }, { latent: 2, ...settings });
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
    const warm = values(make({ beta: schedule }).loss({ x: x() }, context(25)));
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

describe("draws from the posterior", () => {
  it("have its mean and deviation", () => {
    const seen: Tensor[] = [];
    const decoder: Layer = {
      forward(z) {
        seen.push(z);
        return z;
      },
    };
    const vae = new Vae({ encoder: always([3, Math.log(4)]), decoder, likelihood: gaussian() }, { latent: 1 });
    vae.loss({ x: tensor(new Float32Array(20_000), [20_000, 1]) }, context());
    const draws = Array.from(seen[0]!.dataSync());
    const mean = draws.reduce((sum, z) => sum + z, 0) / draws.length;
    const variance = draws.reduce((sum, z) => sum + (z - mean) ** 2, 0) / draws.length;
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
    const networks = { encoder: always([0, 0]), decoder: always([0]) };
    expect(() => new Vae(networks, { latent: 1, beta: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: \`beta\` of Vae is -1. Expected a finite number, 0 or more.]`,
    );
    expect(() => new Vae(networks, { latent: 1, freeBits: Number.NaN })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: \`freeBits\` of Vae is NaN. Expected a finite number, 0 or more.]`,
    );
  });

  it("names images that cannot be halved", () => {
    const options = { shape: [30, 30, 1], latent: 2, network: "convolutional" } as const;
    expect(() => createVae(options, createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: Images of shape [30,30,1] cannot be halved 2 times. Expected [height, width, channels] with height and width divisible by 4: pad or resize the images, or use fewer channels.]`,
    );
  });
});
