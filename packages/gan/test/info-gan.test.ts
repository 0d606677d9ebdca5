import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, type Layer } from "@genlab/core";
import { createInfoGan, InfoGan } from "@genlab/gan";
import { itIsAModel } from "@genlab/testing";
import { fill, mul, pad, setBackend, slice, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const images = {
  x: { data: Float32Array.from({ length: 64 }, (_, i) => (1 + Math.sin(i)) / 2), shape: [4, 4, 4, 1] },
};

describe("convolutional info-gan", () => {
  const options = { shape: [4, 4, 1], latent: 2, channels: [2, 3], categorical: [3, 2], continuous: 1 };
  itIsAModel({ create: (rng) => createInfoGan(options, rng), batch: images });
});

describe("dense info-gan with one kind of code", () => {
  const options = { shape: [4, 4, 1], latent: 2, hidden: [4], network: "dense", categorical: [] } as const;
  itIsAModel({ create: (rng) => createInfoGan(options, rng), batch: images });
});

const context = () => createContext({ rng: createRng(1), training: true });
const values = (terms: object) =>
  Object.fromEntries(Object.entries(terms).map(([name, term]) => [name, (term as Tensor).dataSync()[0]!]));
const codes = { latent: 1, categorical: [4], continuous: 2 };

describe("the objective of an info-gan", () => {
  it("is the bound on the information of codes that no one can guess", () => {
    const generator: Layer = { forward: (z) => fill([z.shape[0]!, 1], 0) };
    const discriminator: Layer = { forward: (x) => fill([x.shape[0]!, 7], 0) };
    const gan = new InfoGan({ generator, discriminator }, { ...codes, categoricalWeight: 2, continuousWeight: 3 });
    const x = fill([4000, 1], 0);
    for (const { name, loss } of gan.phases()) {
      const terms = values(loss({ x }, context()));
      // log 4 − log 4
      expect(terms.categorical).toBeCloseTo(0, 5);
      // two codes, each ½ log 2π + ½ E c² − log 2 with E c² = 1/3; four standard errors of 8000 draws of ½ c²
      const expected = Math.log(2 * Math.PI) + 1 / 3 - 2 * Math.log(2);
      expect(Math.abs(terms.continuous! - expected)).toBeLessThan(0.014);
      expect(terms.adversarial).toBeCloseTo((name === "generator" ? 1 : 2) * Math.log(2), 5);
      expect(terms.total).toBeCloseTo(terms.adversarial! + 2 * terms.categorical! + 3 * terms.continuous!, 4);
    }
  });

  it("falls when the examples show the codes", () => {
    // the generator shows its codes, the discriminator reads them
    const generator: Layer = { forward: (z) => slice(z, [0, 1], [-1, 6]) };
    const discriminator: Layer = {
      forward: (x) =>
        pad(mul(x, [[20, 20, 20, 20, 1, 1]]), [
          [0, 0],
          [1, 0],
        ]),
    };
    const gan = new InfoGan({ generator, discriminator }, { ...codes, categoricalWeight: 2, continuousWeight: 3 });
    const terms = values(gan.generatorLoss({ x: fill([100, 6], 0) }, context()));
    // E log softmax of the right one of (20, 0, 0, 0) is 0: −log 4; and log 2π − 2 log 2 without the squares
    expect(terms.categorical).toBeCloseTo(-Math.log(4), 4);
    expect(terms.continuous).toBeCloseTo(Math.log(2 * Math.PI) - 2 * Math.log(2), 4);
    expect(terms.total).toBeCloseTo(terms.adversarial! + 2 * terms.categorical! + 3 * terms.continuous!, 4);
    const [probabilities, means] = [gan.codes(tensor([[0, 1, 0, 0, 0.5, -0.5]]), context()).dataSync(), [0.5, -0.5]];
    expect([...probabilities].map((value) => Math.round(1000 * value) / 1000)).toEqual([0, 1, 0, 0, ...means]);
  });
});
