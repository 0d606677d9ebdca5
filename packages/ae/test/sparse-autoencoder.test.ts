import "@tensorflow/tfjs-backend-cpu";
import { absoluteSparsity, createSparseAutoencoder, klSparsity } from "@genlab/ae";
import { createContext, createRng } from "@genlab/core";
import { itIsAModel } from "@genlab/testing";
import { setBackend, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const shape = [4, 4, 1];
const batch = { x: { data: Float32Array.from({ length: 48 }, (_, i) => (1 + Math.sin(i)) / 2), shape: [3, ...shape] } };
const options = { shape, latent: 3, network: "dense", hidden: [5] } as const;

describe("sparse autoencoder", () => {
  itIsAModel({ create: (rng) => createSparseAutoencoder(options, rng), batch });
});

describe("sparse autoencoder with rectified codes", () => {
  itIsAModel({ create: (rng) => createSparseAutoencoder({ ...options, sparsity: absoluteSparsity() }, rng), batch });
});

describe("sparsity", () => {
  it("by divergence is that of Bernoulli distributions, a sum over codes", () => {
    // batch means 0.2 and 0.5 against 0.2: KL(0.2 ‖ 0.5) = 0.2 log 0.4 + 0.8 log 1.6
    const codes = tensor([
      [0.1, 0.9],
      [0.3, 0.1],
    ]);
    expect(klSparsity(0.2).penalty(codes).dataSync()[0]).toBeCloseTo(0.2 * Math.log(0.4) + 0.8 * Math.log(1.6), 6);
  });

  it("by divergence is finite for codes that are never or always active", () => {
    expect(
      Number.isFinite(
        klSparsity()
          .penalty(tensor([[0, 1]]))
          .dataSync()[0],
      ),
    ).toBe(true);
  });

  it("by size is the sum of an example's codes, and the mean over the batch", () => {
    const { activation, penalty } = absoluteSparsity();
    const codes = activation(
      tensor([
        [1, -2],
        [3, 4],
      ]),
    );
    expect(penalty(codes).dataSync()[0]).toBe(4);
  });

  it("weighs in the loss, and its activation is in the codes", () => {
    const model = createSparseAutoencoder({ ...options, weight: 2 }, createRng(1));
    const x = tensor(batch.x.data, [3, 4, 4, 1]);
    const context = createContext({ rng: createRng(1) });
    const { total, reconstruction, sparsity } = model.loss({ x }, context);
    expect(total.dataSync()[0]).toBeCloseTo(reconstruction!.dataSync()[0]! + 2 * sparsity!.dataSync()[0]!, 5);
    const codes = Array.from(model.encode(x, context).dataSync());
    expect(codes.every((code) => code > 0 && code < 1)).toBe(true);
  });

  it("refuses a target or a weight out of range", () => {
    expect(() => klSparsity(0)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The target of klSparsity is 0. Expected a share between 0 and 1.]`,
    );
    expect(() => createSparseAutoencoder({ ...options, weight: -1 }, createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`weight\` of createSparseAutoencoder is -1. Expected a finite number, 0 or more.]`,
    );
  });
});
