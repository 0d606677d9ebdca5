import "@tensorflow/tfjs-backend-cpu";
import { createRegularizedAutoencoder, RegularizedAutoencoder, weightDecay } from "@genlab/ae";
import { createContext, createRng } from "@genlab/core";
import { Linear } from "@genlab/layers";
import { squaredErrorLikelihood } from "@genlab/losses";
import { itIsAModel } from "@genlab/testing";
import { setBackend, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const shape = [4, 4, 1];
const batch = { x: { data: Float32Array.from({ length: 48 }, (_, i) => (1 + Math.sin(i)) / 2), shape: [3, ...shape] } };
const options = { shape, latent: 2, network: "dense", hidden: [5] } as const;

describe("regularised autoencoder with a gradient penalty", () => {
  itIsAModel({ create: (rng) => createRegularizedAutoencoder(options, rng), batch });
});

describe("convolutional regularised autoencoder with weight decay", () => {
  itIsAModel({
    create: (rng) =>
      createRegularizedAutoencoder({ shape, latent: 2, channels: [2, 3], regularizer: weightDecay }, rng),
    batch,
  });
});

describe("the objective of a regularised autoencoder", () => {
  // codes x → x, and a decoder z (3, 0; 0, 4) + (1, 2): x = (1, 1) gives (4, 6), an error of 3² + 5²
  const decoder = new Linear({ inputs: 2, outputs: 2 }, createRng(1));
  const model = (settings: object) => {
    decoder.weight.assign(
      tensor([
        [3, 0],
        [0, 4],
      ]),
    );
    decoder.bias!.assign(tensor([1, 2]));
    const networks = { encoder: { forward: (x: Tensor) => x }, decoder, likelihood: squaredErrorLikelihood() };
    return new RegularizedAutoencoder(networks, { codeWeight: 10, regularizerWeight: 100, ...settings });
  };
  const terms = (settings: object) => {
    const losses = model(settings).loss({ x: tensor([[1, 1]]) }, createContext({ rng: createRng(1) }));
    return Object.fromEntries(Object.entries(losses).map(([name, term]) => [name, term.dataSync()[0]]));
  };

  it("with a gradient penalty adds the codes and the decoder's Jacobian", () => {
    // a diagonal Jacobian has the same estimate from all signs: 3² + 4²
    expect(terms({})).toEqual({ total: 34 + 10 * 1 + 100 * 25, reconstruction: 34, codes: 1, regularization: 25 });
  });

  it("with weight decay adds the codes and the decoder's parameters", () => {
    // 3² + 4² + 1² + 2²
    const expected = { total: 34 + 10 * 1 + 100 * 30, reconstruction: 34, codes: 1, regularization: 30 };
    expect(terms({ regularizer: weightDecay })).toEqual(expected);
  });

  it("refuses a negative weight", () => {
    expect(() => model({ codeWeight: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`codeWeight\` of RegularizedAutoencoder is -1. Expected a finite number, 0 or more.]`,
    );
  });
});
