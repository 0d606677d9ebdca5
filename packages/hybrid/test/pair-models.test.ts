import "@tensorflow/tfjs-backend-cpu";
import { BiGan, createBiGan, createVeegan, type PairDiscriminator, Veegan } from "@genlab/hybrid";
import { itIsAModel } from "@genlab/testing";
import { add, concat, fill, mul, setBackend, sum, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, evaluation, images, layerOf, numbers, points, small, softplus } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("bigan of images", () => {
  itIsAModel({ create: (rng) => createBiGan({ ...small, shape: [4, 4, 1], latent: 2 }, rng), batch: images });
});

describe("ali of points: a bigan with a stochastic encoder", () => {
  const options = { ...small, shape: [2], latent: 3, stochastic: true };
  itIsAModel({ create: (rng) => createBiGan(options, rng), batch: points });
});

describe("veegan of points", () => {
  itIsAModel({ create: (rng) => createVeegan({ ...small, shape: [2], latent: 3 }, rng), batch: points });
});

// the logit is the sum of the data, 3 for real and 1 for generated data here, whatever the code
const discriminator: PairDiscriminator = { forward: (x) => sum(x, 1, true) };
const real = () => ({ x: tensor([[1, 2]]) });

describe("the losses of a bigan", () => {
  const networks = { encoder: always([7]), generator: always([1, 0]), discriminator };
  const model = new BiGan(networks, { latent: 1 });

  it("are those of the discriminator, and the same with the pairs exchanged", () => {
    const terms = numbers(model.discriminatorLosses(real(), evaluation()));
    expect(terms.total).toBeCloseTo(softplus(-3) + softplus(1), 5);
    expect(numbers(model.generatorLosses(real(), evaluation())).total).toBeCloseTo(softplus(-1) + softplus(3), 5);
  });

  it("judge data with their codes, and noise with what is made of it", () => {
    const seen: number[][] = [];
    const watching: PairDiscriminator = {
      forward(x, z) {
        seen.push([...x.dataSync(), ...z.dataSync()]);
        return sum(x, 1, true);
      },
    };
    const inverse = { encoder: layerOf((x) => mul(x, 2)), generator: layerOf((z) => add(z, 10)) };
    new BiGan({ ...inverse, discriminator: watching }, { latent: 1 }).discriminatorLosses(
      { x: tensor([[4]]) },
      evaluation(),
    );
    expect(seen[0]).toEqual([4, 8]);
    expect(seen[1]![0]).toBeCloseTo(seen[1]![1]! + 10, 5);
  });

  it("draw the codes of a stochastic encoder, and encode by the means", () => {
    const codes: number[] = [];
    const watching: PairDiscriminator = {
      forward(x, z) {
        codes.push(...z.dataSync());
        return sum(x, 1, true);
      },
    };
    const stochastic = new BiGan(
      { encoder: always([3, Math.log(4)]), generator: layerOf((z) => z), discriminator: watching },
      { latent: 1, stochastic: true },
    );
    const x = tensor(new Float32Array(20_000), [20_000, 1]);
    stochastic.discriminatorLosses({ x }, evaluation());
    const draws = codes.slice(0, 20_000);
    const mean = draws.reduce((total, z) => total + z, 0) / draws.length;
    const variance = draws.reduce((total, z) => total + (z - mean) ** 2, 0) / draws.length;
    // four standard errors of 20 000 draws from N(3, 4)
    expect(Math.abs(mean - 3)).toBeLessThan(0.057);
    expect(Math.abs(variance - 4)).toBeLessThan(0.16);
    expect([...stochastic.encode(tensor([[5]]), evaluation()).dataSync()]).toEqual([3]);
  });
});

describe("the losses of a veegan", () => {
  it("are a logit and the squared error of the noise, reconstructed from what was generated", () => {
    // G(z) = z + 1 and R(x) = x + 1: every entry of z comes back 2 too large
    const networks = {
      reconstructor: layerOf((x) => add(x, 1)),
      generator: layerOf((z) => add(z, 1)),
      discriminator: { forward: () => tensor([[-0.5], [1.5]]) },
    };
    const model = new Veegan(networks, { latent: 3, stochastic: false, reconstructionWeight: 0.25 });
    const terms = numbers(model.generatorLosses({ x: tensor([[0], [0]]) }, evaluation()));
    expect(terms.reconstruction).toBeCloseTo(12, 4);
    expect(terms.adversarial).toBe(-0.5);
    expect(terms.total).toBeCloseTo(2.5, 4);
  });

  it("are the Gaussian's negative log-likelihood of the noise where it is stochastic", () => {
    // R = N(G(z), 4) with G(z) = z: the noise is the mean
    const networks = {
      reconstructor: layerOf((x) => concat([x, fill(x.shape, Math.log(4))], 1)),
      generator: layerOf((z) => z),
      discriminator: { forward: () => tensor([[0]]) },
    };
    const terms = numbers(new Veegan(networks, { latent: 3 }).generatorLosses({ x: tensor([[0]]) }, evaluation()));
    expect(terms.reconstruction).toBeCloseTo(1.5 * Math.log(2 * Math.PI * 4), 5);
  });

  it("teach the discriminator by cross-entropy", () => {
    const model = new Veegan(
      { reconstructor: always([7, 0]), generator: always([1, 0]), discriminator },
      { latent: 1 },
    );
    const terms = numbers(model.discriminatorLosses(real(), evaluation()));
    expect(terms).toMatchObject({ real: 3, fake: 1 });
    expect(terms.total).toBeCloseTo(softplus(-3) + softplus(1), 5);
  });
});
