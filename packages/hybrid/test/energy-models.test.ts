import "@tensorflow/tfjs-backend-cpu";
import { Began, createBegan, createEbgan, Ebgan } from "@genlab/hybrid";
import { itIsAModel } from "@genlab/testing";
import { grad, mul, setBackend, tensor, zerosLike } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, evaluation, images, layerOf, numbers, points, small, training } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("began of images", () => {
  itIsAModel({ create: (rng) => createBegan({ ...small, shape: [4, 4, 1], latent: 2, codes: 3 }, rng), batch: images });
});

describe("ebgan of points", () => {
  itIsAModel({ create: (rng) => createEbgan({ ...small, shape: [2], latent: 2 }, rng), batch: points });
});

describe("ebgan of points without pull-away", () => {
  const options = { ...small, shape: [2], latent: 2, unit: "one" as const, margin: 1, pullAwayWeight: 0 };
  itIsAModel({ create: (rng) => createEbgan(options, rng), batch: points });
});

describe("the controller of a began", () => {
  // the autoencoder gives zeros, so the energy is the mean of |x|: 3 for data, 0.5 for generated data
  const networks = { encoder: layerOf((x) => x), decoder: layerOf(zerosLike), generator: always([0.5, -0.5]) };
  const x = () => tensor([[2, 4]]);
  const model = () => new Began(networks, { latent: 1, diversity: 0.75, rate: 0.1 });

  it("moves k by λ (γ e(x) - e(G(z))) at each step of training", () => {
    const began = model();
    const first = numbers(began.discriminatorLosses({ x: x() }, training()));
    expect(first).toMatchObject({ real: 3, fake: 0.5, k: 0, total: 3 });
    const k = 0.1 * (0.75 * 3 - 0.5);
    const second = numbers(began.discriminatorLosses({ x: x() }, training()));
    expect(second.k).toBeCloseTo(k, 6);
    expect(second.total).toBeCloseTo(3 - k * 0.5, 6);
    expect(second.convergence).toBeCloseTo(3 + Math.abs(0.75 * 3 - 0.5), 6);
  });

  it("stays in evaluation", () => {
    const began = model();
    began.discriminatorLosses({ x: x() }, evaluation());
    expect(began.equilibrium.control.dataSync()[0]).toBe(0);
  });

  it("has the paper's diversity by default, and a rate for shorter trainings", () => {
    expect(new Began(networks, { latent: 1 }).equilibrium.settings).toEqual({ diversity: 0.75, rate: 0.3 });
  });
});

describe("the losses of an ebgan", () => {
  // the autoencoder gives half of what it sees: the energy is ‖x / 2‖², 5 for data and 0.25 for generated data
  const networks = { encoder: layerOf((x) => mul(x, 0.5)), decoder: layerOf((z) => z), generator: always([1, 0]) };
  const x = () =>
    tensor([
      [2, 4],
      [2, 4],
    ]);

  it("need a margin", () => {
    expect(() => new Ebgan(networks, { latent: 1, margin: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`margin\` of Ebgan is 0. Expected a finite number, 1e-12 or more, or "auto".]`,
    );
  });

  it("are the energies within the margin", () => {
    const ebgan = new Ebgan(networks, { latent: 1, unit: "one", margin: 2 });
    const terms = numbers(ebgan.discriminatorLosses({ x: x() }, evaluation()));
    expect(terms).toMatchObject({ real: 5, fake: 0.25, total: 5 + 1.75 });
  });

  it('have with "auto" a margin of three times the energies of real examples, without a gradient of its own', () => {
    const ebgan = new Ebgan(networks, { latent: 1, margin: "auto" });
    const terms = numbers(ebgan.discriminatorLosses({ x: x() }, evaluation()));
    expect(terms).toMatchObject({ real: 5, fake: 0.25, total: 5 + 14.75 });
    // of the energies e = x² / 4 of real examples alone: the slope by x is x / 2, a half of it for each of two examples
    const slope = grad((x) => ebgan.discriminatorLosses({ x }, evaluation()).total)(x());
    expect([...slope.dataSync()]).toEqual([0.5, 1, 0.5, 1]);
  });

  it("have by themselves a margin and a weight by the variance of the batch, without a gradient of their own", () => {
    // the variance of these is 1 + 4, about the mean [1, 2]
    const x = () =>
      tensor([
        [2, 4],
        [0, 0],
      ]);
    const ebgan = new Ebgan(networks, { latent: 1 });
    const { real, fake, total } = numbers(ebgan.discriminatorLosses({ x: x() }, evaluation()));
    expect([real, fake]).toEqual([2.5, 0.25]);
    expect(total).toBeCloseTo(2.5 + 0.4 * 5 - 0.25, 6);
    const slope = grad((x) => ebgan.discriminatorLosses({ x }, evaluation()).total)(x());
    expect([...slope.dataSync()]).toEqual([0.5, 1, 0, 0]);
    const generator = numbers(ebgan.generatorLosses({ x: x() }, evaluation()));
    expect(generator.total).toBeCloseTo(0.25 + 0.6 * 5, 5);
  });

  it("pull the generator's codes apart: equal codes have the term 1", () => {
    const ebgan = new Ebgan(networks, { latent: 1, unit: "one", margin: 2, pullAwayWeight: 0.1 });
    const terms = numbers(ebgan.generatorLosses({ x: x() }, evaluation()));
    expect(terms.energy).toBeCloseTo(0.25, 6);
    expect(terms.pullAway).toBeCloseTo(1, 5);
    expect(terms.total).toBeCloseTo(0.35, 5);
  });
});
