import "@tensorflow/tfjs-backend-cpu";
import { createWaeGan, createWaeMmd, WaeGan, WaeMmd } from "@genlab/hybrid";
import { gaussianKernel, type Kernel } from "@genlab/losses";
import { itIsAModel } from "@genlab/testing";
import { add, exp, neg, setBackend, tensor, zerosLike } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, evaluation, layerOf, numbers, points, small, softplus } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("wae-gan of points", () => {
  itIsAModel({ create: (rng) => createWaeGan({ ...small, shape: [2], latent: 2 }, rng), batch: points });
});

describe("wae-mmd of points", () => {
  itIsAModel({ create: (rng) => createWaeMmd({ ...small, shape: [2], latent: 2 }, rng), batch: points });
});

describe("the objective of a wae-gan", () => {
  it("adds ten times the encoder's adversarial loss to the transport cost", () => {
    const networks = { encoder: always([0]), decoder: always([0, 0]), discriminator: always([0.5]) };
    const terms = numbers(new WaeGan(networks, { latent: 1 }).autoencoderLosses({ x: tensor([[1, 2]]) }, evaluation()));
    expect(terms.reconstruction).toBe(5);
    expect(terms.divergence).toBeCloseTo(softplus(-0.5), 6);
    expect(terms.total).toBeCloseTo(5 + 10 * softplus(-0.5), 5);
  });
});

describe("the objective of a wae-mmd", () => {
  const networks = { encoder: layerOf((x) => x), decoder: layerOf(zerosLike) };

  it("adds the discrepancy between codes and the prior, by a hand sum", () => {
    // a prior of deviation 0 draws zeros; k = exp(-d²): codes (0), (1), (2) against three zeros
    const kernel = (squares: Parameters<typeof exp>[0]) => exp(neg(squares));
    const settings = { latent: 1, priorDeviation: 0, kernel: kernel as never, divergenceWeight: 3 };
    const terms = numbers(new WaeMmd(networks, settings).loss({ x: tensor([[0], [1], [2]]) }, evaluation()));
    const [e1, e4] = [Math.exp(-1), Math.exp(-4)];
    const divergence = (2 * (2 * e1 + e4)) / 6 + 1 - (2 * (1 + e1 + e4)) / 3;
    expect(terms.reconstruction).toBeCloseTo(5 / 3, 6);
    expect(terms.divergence).toBeCloseTo(divergence, 5);
    expect(terms.total).toBeCloseTo(5 / 3 + 3 * divergence, 5);
  });

  it("is near 0 for codes with the prior's distribution, and far from it for others", () => {
    const prior = evaluation().rng.fork("codes").normal([200, 2]);
    const far = add(prior, 3);
    const model = new WaeMmd(networks, { latent: 2 });
    const divergence = (x: typeof prior) => numbers(model.loss({ x }, evaluation())).divergence!;
    expect(Math.abs(divergence(prior))).toBeLessThan(0.05);
    expect(divergence(far)).toBeGreaterThan(1);
  });

  it("compares by the kernel of a name as by that kernel of the prior's width", () => {
    const x = evaluation().rng.fork("codes").normal([20, 2]);
    const divergence = (kernel: "gaussian" | Kernel) =>
      numbers(new WaeMmd(networks, { latent: 2, priorDeviation: 2, kernel }).loss({ x }, evaluation())).divergence;
    expect(divergence("gaussian")).toBe(divergence(gaussianKernel({ deviation: 2 })));
  });
});
