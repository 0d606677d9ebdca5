import "@tensorflow/tfjs-backend-cpu";
import { createRng, type Layer } from "@genlab/core";
import { gaussian } from "@genlab/losses";
import { itIsAModel } from "@genlab/testing";
import { createFactorVae, FactorVae } from "@genlab/vae";
import { fill, setBackend, sum, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, batch, context, numbers, shape, through, values } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("factor vae", () => {
  const options = { shape, latent: 2, network: "dense", hidden: [5], discriminatorHidden: [4, 4] } as const;
  itIsAModel({ create: (rng) => createFactorVae(options, rng), batch });
});

describe("the objective of a factor vae", () => {
  const make = (discriminator: Layer, encoder = always([1, -2, Math.log(4), Math.log(0.25)])) =>
    new FactorVae(
      { encoder, decoder: always([0, 0]), likelihood: gaussian(), discriminator },
      { latent: 2, gamma: 10 },
    );

  it("adds the discriminator's logits to the negative elbo", () => {
    // the divergence and the reconstruction of the vae's own test: 3.625 and 2.5 + log 2π
    const terms = values(make(always([0.3])).loss({ x: tensor([[1, 2]]) }, context()));
    expect(terms.totalCorrelation).toBeCloseTo(0.3, 6);
    expect(terms.total).toBeCloseTo(2.5 + Math.log(2 * Math.PI) + 3.625 + 3, 5);
  });

  it("has the discriminator tell codes from shuffled ones: log 2 twice where it cannot", () => {
    const x = fill([5, 2], 0.5);
    expect(values(make(always([0])).discriminatorLoss({ x }, context())).total).toBeCloseTo(2 * Math.log(2), 6);
  });

  it("shuffles each dimension over the batch, of draws of their own", () => {
    // means are the data, without noise: row i of the codes is (i, 10 i)
    const seen: Tensor[] = [];
    const discriminator: Layer = {
      forward(z) {
        seen.push(z);
        return sum(z, 1, true);
      },
    };
    const rows = Array.from({ length: 6 }, (_, i) => [i, 10 * i, -1e3, -1e3]);
    make(discriminator, through).discriminatorLoss({ x: tensor(rows) }, context());
    const [joint, product] = seen.map(numbers) as [number[], number[]];
    expect(joint).toEqual(rows.flatMap((row) => row.slice(0, 2)));
    const column = (j: number) => product.filter((_, i) => i % 2 === j).sort((a, b) => a - b);
    expect(column(0)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(column(1)).toEqual([0, 10, 20, 30, 40, 50]);
    expect(product).not.toEqual(joint);
  });

  it("refuses a negative weight", () => {
    const options = { shape, latent: 2, discriminatorHidden: [2], gamma: -1 };
    expect(() => createFactorVae(options, createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`gamma\` of createFactorVae is -1. Expected a finite number, 0 or more.]`,
    );
  });
});
