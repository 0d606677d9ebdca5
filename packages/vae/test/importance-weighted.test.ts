import "@tensorflow/tfjs-backend-cpu";
import { createRng, gradients, type Layer, namedParameters, type Parameter, parameter } from "@genlab/core";
import { gaussian } from "@genlab/losses";
import { itIsAModel } from "@genlab/testing";
import { createVae, importanceWeighted, Vae } from "@genlab/vae";
import { add, concat, mul, scalar, setBackend, type Tensor, tensor, tidy, zerosLike } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { batch, context, images, meanOf, numbers, shape, values } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const small = { shape, latent: 2, network: "dense", hidden: [5] } as const;

describe.each(["iwae", "dreg"] as const)("vae with an importance-weighted bound, %s", (estimator) => {
  const objective = importanceWeighted({ samples: 3, estimator });
  itIsAModel({ create: (rng) => createVae({ ...small, objective }, rng), batch });
});

describe("the importance-weighted bound", () => {
  const lossOf = (samples: number, seed: number) => {
    const model = createVae({ ...small, objective: importanceWeighted({ samples }) }, createRng(1));
    return values(model.loss({ x: images() }, context({ seed })));
  };

  it("of one sample is the elbo of the same draws", () => {
    const { total, negativeElbo } = lossOf(1, 3);
    expect(total).toBeCloseTo(negativeElbo!, 4);
    // log w = log p(x|z) + log p(z) - log q(z|x), whose mean over many draws is the elbo with its divergence in closed form
    const model = createVae(small, createRng(1));
    const draws = Array.from(
      { length: 400 },
      (_, seed) => values(model.loss({ x: images() }, context({ seed }))).total!,
    );
    const bounds = Array.from({ length: 400 }, (_, seed) => lossOf(1, seed).total!);
    const spread = Math.sqrt(meanOf(bounds.map((bound) => (bound - meanOf(bounds)) ** 2)));
    expect(Math.abs(meanOf(bounds) - meanOf(draws))).toBeLessThan((4 * spread) / Math.sqrt(400));
  });

  it("rises with the samples", () => {
    const bound = (samples: number) => -meanOf(Array.from({ length: 30 }, (_, seed) => lossOf(samples, seed).total!));
    const bounds = [1, 5, 50].map(bound);
    expect(bounds[1]).toBeGreaterThan(bounds[0]!);
    expect(bounds[2]).toBeGreaterThan(bounds[1]!);
  });

  it("is log p(x) where q is the posterior, whatever the draws", () => {
    // p(z) = N(0, 1), p(x|z) = N(z, 1): the posterior is N(x/2, 1/2), and p(x) = N(0, 2)
    const { total } = linearGaussian({ a: 0.5, s: Math.log(0.5), samples: 4 }, "iwae");
    expect(total).toBeCloseTo(0.5 * (0.9 ** 2 / 2 + Math.log(2 * Math.PI * 2)), 5);
  });

  it("refuses samples that are no count", () => {
    expect(() => importanceWeighted({ samples: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`samples\` of importanceWeighted is 0. Expected a whole number from 1.]`,
    );
  });
});

/** `q(z|x) = N(a x, eˢ)` */
class LinearEncoder implements Layer {
  readonly slope: Parameter;
  readonly logVariance: Parameter;

  constructor(a: number, s: number) {
    this.slope = parameter(() => scalar(a));
    this.logVariance = parameter(() => scalar(s));
  }

  forward(x: Tensor): Tensor {
    return concat([mul(x, this.slope), add(zerosLike(x), this.logVariance)], 1);
  }
}

/** `z + θ` */
class Shift implements Layer {
  readonly shift = parameter(() => scalar(0));

  forward(z: Tensor): Tensor {
    return add(z, this.shift);
  }
}

interface Case {
  readonly a: number;
  readonly s: number;
  readonly samples: number;
  readonly seed?: number;
}

/** `p(z) = N(0, 1)`, `p(x|z) = N(z + θ, 1)` with θ = 0, `q(z|x) = N(a x, eˢ)`, at `x = 0.9`: the loss and its gradients. */
function linearGaussian({ a, s, samples, seed = 5 }: Case, estimator: "iwae" | "dreg") {
  const objective = importanceWeighted({ samples, estimator });
  const networks = { encoder: new LinearEncoder(a, s), decoder: new Shift(), likelihood: gaussian() };
  const vae = new Vae(networks, { latent: 1, objective });
  return tidy(() => {
    const { losses, gradients: found } = gradients(namedParameters(vae), () =>
      vae.loss({ x: tensor([[0.9]]) }, context({ seed })),
    );
    const [slope, logVariance, shift] = ["encoder.slope", "encoder.logVariance", "decoder.shift"].map(
      (path) => numbers(found.get(path)!)[0]!,
    ) as [number, number, number];
    return { total: numbers(losses.total)[0]!, slope, logVariance, shift };
  });
}

/** What equation 7 of Tucker et al. 2018 says of the same draws, by hand. */
function expectedGradients({ a, s, samples }: Case) {
  const x = 0.9;
  const noise = numbers(createRng(5).normal([samples, 1, 1]));
  const z = noise.map((e) => a * x + Math.exp(s / 2) * e);
  const logWeights = z.map((zi, i) => -0.5 * zi ** 2 - 0.5 * (x - zi) ** 2 + 0.5 * (noise[i]! ** 2 + s));
  const total = logWeights.reduce((sum, w) => sum + Math.exp(w), 0);
  const shares = logWeights.map((w) => Math.exp(w) / total);
  const path = z.map((zi) => -zi + (x - zi) + (zi - a * x) / Math.exp(s)); // ∂ log w / ∂z at fixed q
  const sum = (terms: number[]) => terms.reduce((all, term) => all + term, 0);
  return {
    slope: -sum(path.map((p, i) => shares[i]! ** 2 * p * x)),
    logVariance: -sum(path.map((p, i) => shares[i]! ** 2 * p * 0.5 * Math.exp(s / 2) * noise[i]!)),
    shift: -sum(z.map((zi, i) => shares[i]! * (x - zi))),
  };
}

describe("the doubly reparameterised gradient of a linear Gaussian model", () => {
  it("is the weighted sum of the paper, and the decoder's that of the bound", () => {
    const at = { a: 0.8, s: -0.4, samples: 6 };
    const found = linearGaussian(at, "dreg");
    const expected = expectedGradients(at);
    expect(found.slope).toBeCloseTo(expected.slope, 5);
    expect(found.logVariance).toBeCloseTo(expected.logVariance, 5);
    expect(found.shift).toBeCloseTo(expected.shift, 5);
    expect(linearGaussian(at, "iwae").shift).toBeCloseTo(expected.shift, 5);
  });

  it("has the mean of the bound's own, with less noise", () => {
    const estimates = (estimator: "iwae" | "dreg") =>
      Array.from({ length: 300 }, (_, seed) => linearGaussian({ a: 0.6, s: -0.5, samples: 6, seed }, estimator).slope);
    const [iwae, dreg] = [estimates("iwae"), estimates("dreg")];
    const variance = (all: number[]) => meanOf(all.map((value) => (value - meanOf(all)) ** 2));
    const error = Math.sqrt((variance(iwae) + variance(dreg)) / 300);
    expect(Math.abs(meanOf(iwae) - meanOf(dreg))).toBeLessThan(4 * error);
    expect(variance(dreg)).toBeLessThan(variance(iwae) / 2);
  });

  it("vanishes where q is the posterior, where the bound's own does not", () => {
    const posterior = { a: 0.5, s: Math.log(0.5), samples: 6 };
    const dreg = linearGaussian(posterior, "dreg");
    expect(dreg.slope).toBeCloseTo(0, 6);
    expect(dreg.logVariance).toBeCloseTo(0, 6);
    expect(Math.abs(linearGaussian(posterior, "iwae").slope)).toBeGreaterThan(1e-3);
  });
});
